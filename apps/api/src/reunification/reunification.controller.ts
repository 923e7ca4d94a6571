import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { DossierId, PersonId, StaffActor } from '#libs/kernel';
import { ReunificationReader, Reunifications, type ReunificationId } from '#libs/reunification';
import { Changes, CreatesFor, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  FollowUpDto,
  HandOverDto,
  NewReunificationDto,
  ReunificationDto,
  ReunificationsDto,
  showLine,
  showReunification,
  StatementDto,
  StopDto,
} from './reunification.dto.js';

@ApiTags('reunification')
@Controller()
export class ReunificationController {
  constructor(
    private readonly reunifications: Reunifications,
    private readonly reader: ReunificationReader,
  ) {}

  @Get('tracing-requests/:id/reunifications')
  @OfRecord()
  @ApiOkResponse({ type: ReunificationsDto })
  @Refuses(404)
  async ofRequest(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<ReunificationsDto> {
    return { items: (await this.reader.ofRequest(id, by)).map(showLine) };
  }

  @Post('tracing-requests/:id/reunifications')
  @CreatesFor()
  open(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { personIds, contactRestored: { on, text } }: NewReunificationDto,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.open(id, { personIds: personIds as PersonId[], contactRestored: { on, text } }, by);
  }

  @Get('reunifications/:id')
  @OfRecord()
  @ApiOkResponse({ type: ReunificationDto })
  @Refuses(404)
  async read(@Param('id', RecordIdPipe) id: ReunificationId, @By() by: StaffActor): Promise<ReunificationDto> {
    return showReunification(await this.reader.read(id, by));
  }

  @Post('reunifications/:id/record-statement')
  @Changes()
  state(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @Body() { kind, personId, answer, on, text }: StatementDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    const about = personId as PersonId | undefined;
    return this.reunifications.state(id, { kind, personId: about, words: { answer, on, text } }, version, by);
  }

  @Post('reunifications/:id/verify-relation')
  @Changes()
  verifyRelation(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.take(id, 'verify-relation', version, by);
  }

  @Post('reunifications/:id/confirm-willingness')
  @Changes()
  confirmWillingness(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.take(id, 'confirm-willingness', version, by);
  }

  @Post('reunifications/:id/authorise')
  @Changes()
  authorise(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.take(id, 'authorise', version, by);
  }

  @Post('reunifications/:id/plan-journey')
  @Changes()
  planJourney(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.take(id, 'plan-journey', version, by);
  }

  @Post('reunifications/:id/close')
  @Changes()
  close(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.take(id, 'close', version, by);
  }

  @Post('reunifications/:id/resume')
  @Changes()
  resume(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.take(id, 'resume', version, by);
  }

  @Post('reunifications/:id/resume-follow-up')
  @Changes()
  resumeFollowUp(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.take(id, 'resume-follow-up', version, by);
  }

  @Post('reunifications/:id/hand-over')
  @Changes()
  handOver(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @Body() { on }: HandOverDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.handOver(id, on, version, by);
  }

  @Post('reunifications/:id/record-follow-up')
  @Changes()
  recordFollowUp(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @Body() { on, text }: FollowUpDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.recordFollowUp(id, { answer: 'yes', on, text }, version, by);
  }

  @Post('reunifications/:id/suspend')
  @Changes()
  suspend(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @Body() { reason }: StopDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.stop(id, 'suspend', reason, version, by);
  }

  @Post('reunifications/:id/end')
  @Changes()
  end(
    @Param('id', RecordIdPipe) id: ReunificationId,
    @Body() { reason }: StopDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reunifications.stop(id, 'end', reason, version, by);
  }
}
