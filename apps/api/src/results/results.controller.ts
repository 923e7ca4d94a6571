import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AccountId, DossierId, StaffActor } from '#libs/kernel';
import { AnswerMissing, DeliverResult, RecordWishes, ResultReader, Results } from '#libs/results';
import { Changes, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { DeliverResultDto, PrepareResultDto, ResultDto, showResult } from './result.dto.js';
import { answerOf, RecordWishesDto } from './wishes.dto.js';

/** One address for whatever was learned of a person: what is sent to it tells nothing of what is in it. */
@ApiTags('wishes and results')
@Controller('tracing-requests/:id')
export class ResultsController {
  constructor(
    private readonly wishes: RecordWishes,
    private readonly results: Results,
    private readonly delivery: DeliverResult,
    private readonly reader: ResultReader,
  ) {}

  @Get('result')
  @OfRecord()
  @ApiOkResponse({ type: ResultDto })
  @Refuses(403, 404)
  async read(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<ResultDto> {
    return showResult(await this.reader.read(id, by));
  }

  @Post('record-wishes')
  @Changes()
  record(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() body: RecordWishesDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    const answer = answerOf(body, by.accountId);
    if (!answer) throw new AnswerMissing();
    return this.wishes.record(id, answer, version, by);
  }

  @Post('prepare-result')
  @Changes()
  prepare(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { language }: PrepareResultDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.results.prepare(id, language, version, by);
  }

  @Post('approve-result')
  @Changes()
  approve(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.results.approve(id, version, by);
  }

  @Post('deliver-result')
  @Changes()
  deliver(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { mode: how, where, on, supportOffered, deliveredBy }: DeliverResultDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    const named = deliveredBy as AccountId | undefined;
    return this.delivery.deliver(
      id,
      { how, where, on, supportOffered, ...(named && { deliveredBy: named }) },
      version,
      by,
    );
  }
}
