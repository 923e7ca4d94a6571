import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { DossierId, PersonId, StaffActor } from '#libs/kernel';
import { Erasures, Retention } from '#libs/stewardship';
import { Changes, CreatesFor, OfRecord, ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { SettingReceiptDto } from './stewardship.dto.js';
import {
  ArchiveDto,
  HoldDto,
  RetentionDto,
  RetentionsDto,
  RetentionTimeDto,
  RetentionTimesDto,
  showRetention,
} from './retention.dto.js';

@ApiTags('stewardship')
@Controller()
export class RetentionController {
  constructor(
    private readonly retention: Retention,
    private readonly erasures: Erasures,
  ) {}

  @Get('retention-times')
  @ApiOkResponse({ type: RetentionTimesDto })
  @Refuses(403)
  async times(@By() by: StaffActor): Promise<RetentionTimesDto> {
    return { items: await this.retention.times(by) };
  }

  @Put('retention-times')
  @ApiOkResponse({ type: SettingReceiptDto })
  @Refuses(400, 403)
  setTime(@Body() { category, days, proposal }: RetentionTimeDto, @By() by: StaffActor): Promise<SettingReceiptDto> {
    return this.retention.setTime({ category, days, proposal }, by);
  }

  /** The records whose time is over. */
  @Get('retention')
  @ApiOkResponse({ type: RetentionsDto })
  @Refuses(403)
  async due(@By() by: StaffActor): Promise<RetentionsDto> {
    return { items: (await this.retention.due(by)).map(showRetention) };
  }

  @Get('retention/:id')
  @OfRecord()
  @ApiOkResponse({ type: RetentionDto })
  @Refuses(403, 404)
  async read(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<RetentionDto> {
    return showRetention(await this.retention.read(id, by));
  }

  @Post('retention/:id/hold')
  @Changes()
  hold(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { reason }: HoldDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.retention.hold(id, reason, version, by);
  }

  @Post('retention/:id/lift-hold')
  @Changes()
  liftHold(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.retention.liftHold(id, version, by);
  }

  @Post('retention/:id/archive')
  @Changes()
  archive(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { until }: ArchiveDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.retention.archive(id, until, version, by);
  }

  @Post('retention/:id/anonymise')
  @Changes()
  anonymise(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.retention.anonymise(id, version, by);
  }

  @Post('retention/:id/erase')
  @Changes()
  erase(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.retention.erase(id, version, by);
  }

  /** Orders that a whole record is erased with everybody in it; done by the worker within minutes. */
  @Post('dossiers/:id/erase')
  @HttpCode(201)
  @CreatesFor()
  eraseDossier(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.erasures.ofDossier(id, by);
  }

  /** Orders that one person is erased from a record that goes on. */
  @Post('persons/:id/erase')
  @HttpCode(201)
  @CreatesFor()
  erasePerson(@Param('id', RecordIdPipe) id: PersonId, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.erasures.ofPerson(id, by);
  }
}
