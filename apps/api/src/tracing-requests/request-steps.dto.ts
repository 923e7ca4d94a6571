import {
  ATTEMPT_OUTCOMES,
  FIELD_CERTAINTIES,
  CLOSING_OUTCOMES,
  KEEP_CATEGORIES,
  LEGAL_HOLDS,
  type AttemptOutcome,
  type FieldCertainty,
  type KeepCategory,
  type LegalHold,
  type Outcome,
} from '#libs/cases';
import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import { LIMITS } from '#libs/people';
import { Choice, Day, Flag, Nested, Pattern, Text, Uuid, Whole } from '../http/fields.js';
import { InterviewDto } from './interview.dto.js';

const WORDS = { max: LIMITS.lengths.text } as const;

/** A moment (ISO 8601, UTC) or a day. */
const MOMENT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?Z)?$/;

export class NextActionInputDto {
  @Pattern(/^[a-z][a-z-]{1,40}$/, 'must be a code such as search or field-visit')
  code!: string;

  @Day()
  due!: string;
}

export class FollowingDto {
  @Nested(() => NextActionInputDto, {
    optional: true,
    description: 'the next step of the search in 7 days where left out',
  })
  nextAction?: NextActionInputDto;
}

export class PutOnHoldDto {
  @Text({ ...WORDS, description: 'why the request rests' })
  reason!: string;

  @Day({ description: 'the day until which it rests, at most a year away' })
  until!: string;
}

export class ContactAttemptDto {
  @Choice(ATTEMPT_OUTCOMES, 'AttemptOutcome')
  outcome!: AttemptOutcome;

  @Whole({
    least: 0,
    most: LIMITS.counts.contacts - 1,
    optional: true,
    description: "position among the enquirer's contacts; left out for another way, such as a visit",
  })
  contact?: number;

  @Pattern(MOMENT, 'must be a day or a moment such as 2026-05-17T14:30Z', {
    optional: true,
    description: 'now where left out',
  })
  at?: string;

  @Text({ ...WORDS, optional: true })
  note?: string;
}

export class FieldResultDto {
  @Uuid({ description: 'the sought person who was found' })
  soughtId!: string;

  @Choice(FIELD_CERTAINTIES, 'FieldCertainty', { description: 'what is only reported does not locate anybody' })
  certainty!: FieldCertainty;

  @Text({ ...WORDS, description: 'who found them, or which document says it' })
  source!: string;

  @Text({ max: LIMITS.lengths.place, optional: true })
  place?: string;

  @Text({ ...WORDS, optional: true })
  words?: string;

  @Flag({ optional: true, description: 'in a place of detention: they are asked within 72 hours' })
  detained?: boolean;
}

export class KeepDto {
  @Choice(KEEP_CATEGORIES, 'KeepCategory')
  category!: KeepCategory;

  @Day({ optional: true, description: "the category's own time from today where left out" })
  until?: string;

  @Choice(LEGAL_HOLDS, 'LegalHold', { optional: true, description: 'why the law keeps it beyond that day' })
  legalHold?: LegalHold;
}

export class CloseRequestDto {
  @Choice(CLOSING_OUTCOMES, 'ClosingOutcome')
  outcome!: Outcome;

  @Nested(() => KeepDto, { description: 'how long the record is kept' })
  keep!: KeepDto;

  @Flag({ optional: true, description: 'the search ends for those too who were not found' })
  endsForMissing?: boolean;

  @Text({ ...WORDS, optional: true })
  words?: string;
}

export class WithdrawRequestDto {
  @Text({ ...WORDS, optional: true, description: 'what the enquirer said' })
  words?: string;
}

export class ReopenRequestDto {
  @Text({ ...WORDS, description: 'what is new since the request ended' })
  newElement!: string;

  @Uuid({ optional: true, description: 'who is in charge; the same as before where left out' })
  ownerId?: string;

  @Nested(() => NextActionInputDto, { optional: true })
  nextAction?: NextActionInputDto;
}

export class ReassignDto {
  @Uuid({ description: 'a colleague of the same branch' })
  ownerId!: string;
}

export class NextReviewDto {
  @Day({ description: 'when it is looked at next, at most a year away' })
  reviewOn!: string;
}

export class ChangeSensitivityDto {
  @Choice(SENSITIVITIES, 'Sensitivity')
  sensitivity!: Sensitivity;
}

export class CorrectionDto {
  @Text({ ...WORDS, description: 'where it is known from' })
  source!: string;

  @Text({ ...WORDS, optional: true })
  reason?: string;

  @Nested(() => InterviewDto, { description: 'the whole interview as it is right, with everybody who is sought' })
  interview!: InterviewDto;
}

export class MarkDuplicateDto {
  @Uuid({ description: 'the other request' })
  otherId!: string;

  @Text({ ...WORDS, optional: true })
  reason?: string;
}

export class DuplicateRequestDto {
  @Uuid({ description: 'the other request' })
  otherId!: string;
}

export class RequestBranchDto {
  @Uuid()
  branchId!: string;
}

export class OfferTransferDto {
  @Uuid()
  branchId!: string;

  @Text({ ...WORDS, optional: true })
  reason?: string;
}

export class AcceptTransferDto {
  @Uuid({ optional: true, description: 'who is in charge in the new branch; the supervisor where left out' })
  ownerId?: string;
}

export class TransferAnswerDto {
  @Text({ ...WORDS, optional: true, description: 'what the other side should know' })
  words?: string;
}
