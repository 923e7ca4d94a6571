import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FileId } from '#libs/files';
import type { DossierId, StaffActor } from '#libs/kernel';
import { PartnerRecords, Recalls, type PartnerRecordId, type RecallId } from '#libs/partners';
import { BINARY, saved } from '../files/saved.js';
import { Choice } from '../http/fields.js';
import { Changes, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import {
  KeepInSpiteDto,
  PartnerRecordDto,
  PartnerRecordsDto,
  RecallsDto,
  ReceivedRecallsDto,
  showRecall,
  showReceivedRecall,
  showRecord,
} from './partner-records.dto.js';

export class RecallsQuery {
  @Choice(['overdue', 'all'], 'WhichRecalls', { optional: true })
  which?: 'overdue' | 'all';
}

/** What we hold of partners, and what was called back either way. */
@ApiTags('exchange')
@Controller()
export class PartnerRecordsController {
  constructor(
    private readonly records: PartnerRecords,
    private readonly recalls: Recalls,
  ) {}

  /** What we hold of theirs, without what it says of anybody. */
  @Get('partner-records')
  @ApiOkResponse({ type: PartnerRecordsDto })
  @Refuses(403)
  async list(@By() by: StaffActor): Promise<PartnerRecordsDto> {
    return { items: (await this.records.list(by)).map(showRecord) };
  }

  @Get('dossiers/:id/partner-records')
  @OfRecord()
  @ApiOkResponse({ type: PartnerRecordsDto })
  @Refuses(403, 404)
  async of(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<PartnerRecordsDto> {
    return { items: (await this.records.of(id, by)).map(showRecord) };
  }

  @Get('partner-records/:id')
  @OfRecord()
  @ApiOkResponse({ type: PartnerRecordDto })
  @Refuses(403, 404)
  async read(@Param('id', RecordIdPipe) id: PartnerRecordId, @By() by: StaffActor): Promise<PartnerRecordDto> {
    return showRecord(await this.records.read(id, by));
  }

  /** A file that came with a record: as long as the record is read, and no longer. */
  @Get('partner-files/:id/content')
  @OfRecord()
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(BINARY)
  @Refuses(403, 404, 409)
  async content(@Param('id', RecordIdPipe) id: FileId, @By() by: StaffActor): Promise<StreamableFile> {
    return saved(await this.records.openFile(id, 'content', by));
  }

  @Get('partner-files/:id/preview')
  @OfRecord()
  @ApiProduces('image/jpeg')
  @ApiOkResponse(BINARY)
  @Refuses(403, 404, 409)
  async preview(@Param('id', RecordIdPipe) id: FileId, @By() by: StaffActor): Promise<StreamableFile> {
    return saved(await this.records.openFile(id, 'preview', by));
  }

  @Post('partner-records/:id/accept')
  @Changes()
  accept(
    @Param('id', RecordIdPipe) id: PartnerRecordId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.records.decide(id, 'accept', version, by);
  }

  @Post('partner-records/:id/decline')
  @Changes()
  decline(
    @Param('id', RecordIdPipe) id: PartnerRecordId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.records.decide(id, 'decline', version, by);
  }

  /** In spite of a recall, because a law forbids to delete it. */
  @Post('partner-records/:id/keep')
  @Changes()
  keep(
    @Param('id', RecordIdPipe) id: PartnerRecordId,
    @Body() { exception }: KeepInSpiteDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.records.keep(id, exception, version, by);
  }

  @Post('partner-records/:id/delete')
  @Changes()
  delete(
    @Param('id', RecordIdPipe) id: PartnerRecordId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.records.delete(id, version, by);
  }

  /** What we called back, or only what should have been certified by now. */
  @Get('recalls')
  @ApiOkResponse({ type: RecallsDto })
  @Refuses(400, 403)
  async listRecalls(@Query() { which }: RecallsQuery, @By() by: StaffActor): Promise<RecallsDto> {
    return { items: (await this.recalls.list(which === 'overdue', by)).map(showRecall) };
  }

  /** What partners called back from us. */
  @Get('recalls-received')
  @ApiOkResponse({ type: ReceivedRecallsDto })
  @Refuses(403)
  async listReceived(@By() by: StaffActor): Promise<ReceivedRecallsDto> {
    return { items: (await this.recalls.received(by)).map(showReceivedRecall) };
  }

  /** An exception that the partner named stands. */
  @Post('recalls/:id/excuse')
  @Changes()
  excuse(
    @Param('id', RecordIdPipe) id: RecallId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.recalls.excuse(id, version, by);
  }
}
