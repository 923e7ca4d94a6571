import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { StaffActor } from '#libs/kernel';
import { Breaches, type BreachId } from '#libs/stewardship';
import { Changes, Creates, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  AffectedListDto,
  AssessBreachDto,
  BreachDto,
  BreachesDto,
  BreachReasonDto,
  CloseBreachDto,
  NewBreachDto,
  NotifyBreachDto,
  scopeOf,
  showBreach,
} from './breaches.dto.js';

@ApiTags('stewardship')
@Controller('breaches')
export class BreachesController {
  constructor(private readonly breaches: Breaches) {}

  @Get()
  @ApiOkResponse({ type: BreachesDto })
  @Refuses(403)
  async list(@By() by: StaffActor): Promise<BreachesDto> {
    return { items: (await this.breaches.list(by)).map(showBreach) };
  }

  @Post()
  @Creates()
  open(@Body() { discoveredAt, description }: NewBreachDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.breaches.open({ discoveredAt: new Date(discoveredAt), description }, by);
  }

  @Get(':id')
  @OfRecord()
  @ApiOkResponse({ type: BreachDto })
  @Refuses(403, 404)
  async read(@Param('id', RecordIdPipe) id: BreachId, @By() by: StaffActor): Promise<BreachDto> {
    return showBreach(await this.breaches.read(id, by));
  }

  /** Who is affected, from the audit log. */
  @Get(':id/affected')
  @OfRecord()
  @ApiOkResponse({ type: AffectedListDto })
  @Refuses(403, 404)
  async affected(@Param('id', RecordIdPipe) id: BreachId, @By() by: StaffActor): Promise<AffectedListDto> {
    return { items: await this.breaches.affected(id, by) };
  }

  @Post(':id/assess')
  @Changes()
  assess(
    @Param('id', RecordIdPipe) id: BreachId,
    @Body() assessment: AssessBreachDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.breaches.assess(id, { risk: assessment.risk, ...scopeOf(assessment) }, version, by);
  }

  @Post(':id/notify')
  @Changes()
  notify(
    @Param('id', RecordIdPipe) id: BreachId,
    @Body() { informed }: NotifyBreachDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.breaches.notify(id, informed, version, by);
  }

  @Post(':id/judge-not-notifiable')
  @Changes()
  judgeNotNotifiable(
    @Param('id', RecordIdPipe) id: BreachId,
    @Body() { reason }: BreachReasonDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.breaches.judgeNotNotifiable(id, reason, version, by);
  }

  @Post(':id/close')
  @Changes()
  close(
    @Param('id', RecordIdPipe) id: BreachId,
    @Body() { measures }: CloseBreachDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.breaches.close(id, measures, version, by);
  }
}
