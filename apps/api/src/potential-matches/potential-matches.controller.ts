import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AccountId, DossierId, StaffActor } from '#libs/kernel';
import { MatchList, MatchReader, MatchReview, type MatchId } from '#libs/matching';
import { pageOf } from '../http/paging.js';
import { Changes, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { showSteps } from '../http/step.dto.js';
import {
  AskedForDto,
  ConfirmDto,
  MatchPageDto,
  MatchQuery,
  PotentialMatchDto,
  ReasonInputDto,
  ReviewerDto,
} from './potential-matches.dto.js';

@ApiTags('potential matches')
@Controller('potential-matches')
export class PotentialMatchesController {
  constructor(
    private readonly matches: MatchList,
    private readonly reader: MatchReader,
    private readonly review: MatchReview,
  ) {}

  @Get()
  @ApiOkResponse({ type: MatchPageDto })
  @Refuses(400, 403)
  async list(@Query() { limit, cursor, state, requestId }: MatchQuery, @By() by: StaffActor): Promise<MatchPageDto> {
    const filter = { state, requestId: requestId as DossierId | undefined };
    const lines = await this.matches.list(filter, { limit: limit + 1, after: cursor as MatchId | undefined }, by);
    return pageOf(
      lines.map(
        ({
          id,
          kind,
          state,
          band,
          probability,
          requestReference,
          registrationReference,
          sought,
          registered,
          proposedAt,
          version,
        }) => ({
          id,
          kind,
          state,
          band,
          probability,
          requestReference,
          registrationReference,
          sought,
          registered,
          proposedAt: proposedAt.toISOString(),
          version,
        }),
      ),
      limit,
    );
  }

  @Get(':id')
  @OfRecord()
  @ApiOkResponse({ type: PotentialMatchDto })
  @Refuses(404)
  async read(@Param('id', RecordIdPipe) id: MatchId, @By() by: StaffActor): Promise<PotentialMatchDto> {
    const { reviews, actions, proposedAt: _, ...view } = await this.reader.read(id, by);
    return {
      ...view,
      reviews: reviews.map(({ at, ...review }) => ({ ...review, ...(at && { at: at.toISOString() }) })),
      actions: showSteps(actions),
    };
  }

  @Post(':id/take')
  @Changes()
  take(
    @Param('id', RecordIdPipe) id: MatchId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.review.take(id, version, by);
  }

  @Post(':id/ask-for-evidence')
  @Changes()
  askForEvidence(
    @Param('id', RecordIdPipe) id: MatchId,
    @Body() { what, from }: AskedForDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.review.askForEvidence(id, { what, from }, version, by);
  }

  @Post(':id/resume-review')
  @Changes()
  resumeReview(
    @Param('id', RecordIdPipe) id: MatchId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.review.resumeReview(id, version, by);
  }

  @Post(':id/reject')
  @Changes()
  reject(
    @Param('id', RecordIdPipe) id: MatchId,
    @Body() { reason }: ReasonInputDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.review.reject(id, reason, version, by);
  }

  @Post(':id/judge-probable')
  @Changes()
  judgeProbable(
    @Param('id', RecordIdPipe) id: MatchId,
    @Body() { reason }: ReasonInputDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.review.judgeProbable(id, reason, version, by);
  }

  @Post(':id/confirm')
  @Changes()
  confirm(
    @Param('id', RecordIdPipe) id: MatchId,
    @Body() { reason, documentedSource }: ConfirmDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.review.confirm(id, { reason, documentedSource }, version, by);
  }

  @Post(':id/reassign')
  @Changes()
  reassign(
    @Param('id', RecordIdPipe) id: MatchId,
    @Body() { reviewerId }: ReviewerDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.review.reassign(id, reviewerId as AccountId, version, by);
  }

  @Post(':id/reopen')
  @Changes()
  reopen(
    @Param('id', RecordIdPipe) id: MatchId,
    @Body() { reason }: ReasonInputDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.review.reopen(id, reason, version, by);
  }

  @Post(':id/supersede')
  @Changes()
  supersede(
    @Param('id', RecordIdPipe) id: MatchId,
    @Body() { reason }: ReasonInputDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.review.supersede(id, reason, version, by);
  }
}
