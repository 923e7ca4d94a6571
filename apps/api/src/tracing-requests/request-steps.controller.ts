import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Charge, Corrections, Ending, Locating, Pauses, Reaching } from '#libs/cases';
import type { AccountId, DossierId, PersonId, StaffActor } from '#libs/kernel';
import { Changes, type ReceiptDto } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, ExpectedVersion } from '../http/request-actor.js';
import { interviewOf } from './interview.dto.js';
import {
  ChangeSensitivityDto,
  CloseRequestDto,
  ContactAttemptDto,
  CorrectionDto,
  FieldResultDto,
  FollowingDto,
  NextActionInputDto,
  PutOnHoldDto,
  ReassignDto,
  ReopenRequestDto,
  NextReviewDto,
  WithdrawRequestDto,
} from './request-steps.dto.js';

/** What happens to a request once it is open: rests, attempts to reach the enquirer, results, its end and its return. */
@ApiTags('tracing requests')
@Controller('tracing-requests/:id')
export class RequestStepsController {
  constructor(
    private readonly pauses: Pauses,
    private readonly reaching: Reaching,
    private readonly locating: Locating,
    private readonly ending: Ending,
    private readonly charge: Charge,
    private readonly corrections: Corrections,
  ) {}

  @Post('put-on-hold')
  @Changes()
  putOnHold(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { reason, until }: PutOnHoldDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.pauses.putOnHold(id, { reason, until }, version, by);
  }

  @Post('resume')
  @Changes()
  resume(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { nextAction }: FollowingDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.pauses.resume(id, { nextAction }, version, by);
  }

  @Post('contact-attempts')
  @Changes()
  recordAttempt(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() attempt: ContactAttemptDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reaching.recordAttempt(id, attempt, version, by);
  }

  @Post('lose-enquirer')
  @HttpCode(200)
  @Changes()
  loseEnquirer(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reaching.loseEnquirer(id, version, by);
  }

  @Post('regain-enquirer')
  @HttpCode(200)
  @Changes()
  regainEnquirer(
    @Param('id', RecordIdPipe) id: DossierId,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.reaching.regainEnquirer(id, version, by);
  }

  @Post('record-as-located')
  @Changes()
  recordAsLocated(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { soughtId, ...result }: FieldResultDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.locating.byFieldResult(id, { ...result, soughtId: soughtId as PersonId }, version, by);
  }

  @Post('continue-search')
  @Changes()
  continueSearch(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { nextAction }: FollowingDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.locating.continueSearch(id, { nextAction }, version, by);
  }

  @Post('close')
  @Changes()
  close(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() closing: CloseRequestDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.ending.close(id, closing, version, by);
  }

  @Post('withdraw')
  @Changes()
  withdraw(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { words }: WithdrawRequestDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.ending.withdraw(id, { words }, version, by);
  }

  @Post('reopen')
  @Changes()
  reopen(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { newElement, ownerId, nextAction }: ReopenRequestDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.ending.reopen(id, { newElement, ownerId: ownerId as AccountId | undefined, nextAction }, version, by);
  }

  @Post('reassign')
  @Changes()
  reassign(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { ownerId }: ReassignDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.charge.reassign(id, ownerId as AccountId, version, by);
  }

  @Post('set-next-action')
  @Changes()
  setNextAction(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { code, due }: NextActionInputDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.charge.setNextAction(id, { code, due }, version, by);
  }

  @Post('review')
  @Changes()
  review(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { reviewOn }: NextReviewDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.charge.review(id, reviewOn, version, by);
  }

  @Post('change-sensitivity')
  @Changes()
  changeSensitivity(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { sensitivity }: ChangeSensitivityDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.charge.changeSensitivity(id, sensitivity, version, by);
  }

  @Post('corrections')
  @Changes()
  correct(
    @Param('id', RecordIdPipe) id: DossierId,
    @Body() { source, reason, interview }: CorrectionDto,
    @ExpectedVersion() version: number,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    const correction = { source, ...(reason && { reason }), interview: interviewOf(interview, 'interview.') };
    return this.corrections.correct(id, correction, version, by);
  }
}
