import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Decisions, Intake, RequestList, RequestReader } from '#libs/cases';
import type { AccountId, DossierId, StaffActor } from '#libs/kernel';
import { MatchList } from '#libs/matching';
import { pageOf } from '../http/paging.js';
import { Changes, Creates, OfRecord, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { showSteps } from '../http/step.dto.js';
import { showHistory, showReaching, showReasons } from './history.dto.js';
import { InterviewDto, interviewOf, showInterview } from './interview.dto.js';
import {
  AcceptDto,
  AskForMoreDto,
  FirstContactDto,
  NewTracingRequestDto,
  RefuseDto,
  RequestPageDto,
  RequestQuery,
  TracingRequestDto,
} from './tracing-requests.dto.js';

@ApiTags('tracing requests')
@Controller('tracing-requests')
export class TracingRequestsController {
  constructor(
    private readonly intake: Intake,
    private readonly decisions: Decisions,
    private readonly requests: RequestList,
    private readonly reader: RequestReader,
    private readonly matches: MatchList,
  ) {}

  @Get()
  @ApiOkResponse({ type: RequestPageDto })
  @Refuses(400, 403)
  async list(@Query() { limit, cursor, state }: RequestQuery, @By() by: StaffActor): Promise<RequestPageDto> {
    return pageOf(
      await this.requests.list({ state }, { limit: limit + 1, after: cursor as DossierId | undefined }, by),
      limit,
    );
  }

  @Post()
  @Creates()
  register(@Body() { sensitivity, interview }: NewTracingRequestDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.intake.registerContact({ sensitivity, interview: interviewOf(interview, 'interview.') }, by);
  }

  /** A first contact without a name: what to call them, and a safe way to reach them. */
  @Post('first-contacts')
  @Creates()
  registerFirstContact(@Body() { callName, contact }: FirstContactDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.intake.registerFirstContact({ callName, contact }, by);
  }

  @Get(':id')
  @OfRecord()
  @ApiOkResponse({ type: TracingRequestDto })
  @Refuses(404)
  async read(@Param('id', RecordIdPipe) id: DossierId, @By() by: StaffActor): Promise<TracingRequestDto> {
    const view = await this.reader.read(id, by);
    const matches = await this.matches.list({ requestId: id }, { limit: 20 }, by);
    const { reference, state, sensitivity, branch, owner, interviewer, nextAction, reviewOn, openedOn, version } = view;
    return {
      id,
      reference,
      state,
      sensitivity,
      branch,
      owner,
      interviewer,
      nextAction,
      reviewOn,
      openedOn,
      version,
      interview: showInterview(view),
      ...(view.story.question !== undefined && { question: view.story.question }),
      ...(view.outcome && { outcome: view.outcome }),
      ...(view.keep && { keep: view.keep }),
      ...(view.mergedInto && { mergedInto: view.mergedInto }),
      reasons: showReasons(view.story),
      reaching: showReaching(view),
      history: showHistory(view),
      matches: matches.map((match) => ({
        id: match.id,
        state: match.state,
        band: match.band,
        registered: match.registered,
        registrationReference: match.registrationReference,
      })),
      actions: showSteps(view.actions),
      timeline: view.timeline.map(({ at, action, by: who }) => ({ at: at.toISOString(), action, by: who })),
    };
  }

  @Put(':id/interview')
  @Changes()
  save(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() interview: InterviewDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.intake.saveInterview(id, interviewOf(interview), version, by);
  }

  @Post(':id/complete-interview')
  @HttpCode(200)
  @Changes()
  complete(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.intake.completeInterview(id, version, by);
  }

  @Post(':id/accept')
  @Changes()
  accept(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { ownerId, nextAction }: AcceptDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.decisions.accept(id, { ownerId: ownerId as AccountId | undefined, nextAction }, version, by);
  }

  @Post(':id/refuse')
  @Changes()
  refuse(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() refusal: RefuseDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.decisions.refuse(id, refusal, version, by);
  }

  @Post(':id/ask-for-more')
  @Changes()
  askForMore(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { question }: AskForMoreDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.decisions.askForMore(id, question, version, by);
  }
}
