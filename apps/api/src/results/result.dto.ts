import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { tracingRequestWorkflow, type TracingRequestState } from '#libs/cases';
import { LIMITS } from '#libs/people';
import {
  DELIVERY_MODES,
  resultWorkflow,
  TIMINGS,
  type AnswerView,
  type DeliveryMode,
  type ResultTextView,
  type ResultView,
  type Timing,
} from '#libs/results';
import { LANGUAGES, type Language } from '#libs/wording';
import { Choice, Day, Text, Uuid } from '../http/fields.js';
import { StaffDto, StepDto, showSteps } from '../http/step.dto.js';
import { DocumentedFateDto, WishesDto } from './wishes.dto.js';

export class PrepareResultDto {
  @Choice(LANGUAGES, 'Language', { description: 'the language of the enquirer' })
  language!: Language;
}

export class DeliverResultDto {
  @Choice(DELIVERY_MODES, 'DeliveryMode')
  mode!: DeliveryMode;

  @Text({ max: LIMITS.lengths.place })
  where!: string;

  @Day()
  on!: string;

  @Text({ max: LIMITS.lengths.text, description: 'what was offered, and what was taken up' })
  supportOffered!: string;

  @Uuid({ optional: true, description: 'who delivered it; whoever records it where nobody is named' })
  deliveredBy?: string;
}

export class ShownAnswerDto {
  @ApiProperty({ format: 'uuid' })
  soughtId!: string;

  @ApiProperty()
  sought!: string;

  @ApiProperty()
  located!: boolean;

  @ApiProperty({ type: 'integer', description: '0: no answer yet' })
  version!: number;

  @ApiPropertyOptional({ type: () => WishesDto })
  wishes?: WishesDto;

  @ApiPropertyOptional({ type: () => DocumentedFateDto })
  documentedFate?: DocumentedFateDto;

  @ApiPropertyOptional({ type: () => StaffDto })
  recordedBy?: StaffDto;

  @ApiPropertyOptional({ format: 'date-time' })
  recordedAt?: string;
}

export class SaidDto {
  @ApiProperty()
  text!: string;

  @ApiProperty({ enum: LANGUAGES, enumName: 'Language' })
  language!: Language;

  @ApiProperty({ enum: ['ltr', 'rtl'], enumName: 'Direction' })
  direction!: 'ltr' | 'rtl';

  @ApiPropertyOptional({ description: 'the English, where no native speaker has reviewed the text' })
  beside?: string;
}

export class ApprovalDto {
  @ApiProperty({ type: () => StaffDto })
  by!: StaffDto;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

export class ResultTextDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: resultWorkflow.states, enumName: 'ResultState' })
  state!: ResultTextView['state'];

  @ApiProperty({ enum: LANGUAGES, enumName: 'Language' })
  language!: Language;

  @ApiProperty({ enum: ['ltr', 'rtl'], enumName: 'Direction' })
  direction!: 'ltr' | 'rtl';

  @ApiProperty({ enum: ['source', 'reviewed', 'unreviewed'], enumName: 'ReviewMark' })
  review!: ResultTextView['review'];

  @ApiProperty({ isArray: true, type: String, description: 'for the one who delivers, sentence by sentence' })
  says!: string[];

  @ApiProperty({ type: () => SaidDto, isArray: true, description: 'what may be printed and handed over' })
  letter!: SaidDto[];

  @ApiProperty({ enum: TIMINGS, enumName: 'Timing' })
  timing!: Timing;

  @ApiProperty()
  inPersonOnly!: boolean;

  @ApiProperty({ type: () => StaffDto })
  preparedBy!: StaffDto;

  @ApiProperty({ format: 'date-time' })
  preparedAt!: string;

  @ApiProperty({ type: () => ApprovalDto, isArray: true })
  approvals!: ApprovalDto[];

  @ApiProperty({ type: 'integer' })
  approvalsNeeded!: number;

  @ApiProperty({ description: 'false: what may be told has changed, and it has to be prepared again' })
  upToDate!: boolean;
}

export class DeliveredDto {
  @ApiProperty({ type: () => StaffDto })
  deliveredBy!: StaffDto;

  @ApiProperty({ enum: DELIVERY_MODES, enumName: 'DeliveryMode' })
  mode!: DeliveryMode;

  @ApiProperty()
  where!: string;

  @ApiProperty({ format: 'date' })
  on!: string;

  @ApiProperty()
  supportOffered!: string;
}

/** Wishes and result of a request, for those who work on the case. */
export class ResultDto {
  @ApiProperty({ format: 'uuid', description: 'of the tracing request' })
  id!: string;

  @ApiProperty({ enum: tracingRequestWorkflow.states, enumName: 'TracingRequestState' })
  state!: TracingRequestState;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ type: () => ShownAnswerDto, isArray: true })
  answers!: ShownAnswerDto[];

  @ApiPropertyOptional({ type: () => ResultTextDto })
  result?: ResultTextDto;

  @ApiProperty({ type: () => DeliveredDto, isArray: true })
  delivered!: DeliveredDto[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];
}

export function showResult({ id, state, version, answers, result, delivered, actions }: ResultView): ResultDto {
  return {
    id,
    state,
    version,
    answers: answers.map(showAnswer),
    ...(result && { result: showText(result) }),
    delivered: delivered.map(({ deliveredBy, delivery: { how, where, on, supportOffered } }) => ({
      deliveredBy,
      mode: how,
      where,
      on,
      supportOffered,
    })),
    actions: showSteps(actions),
  };
}

function showAnswer({
  soughtId,
  sought,
  located,
  version,
  answer,
  recordedBy,
  recordedAt,
}: AnswerView): ShownAnswerDto {
  return {
    soughtId,
    sought,
    located,
    version,
    ...(answer?.kind === 'wishes' && { wishes: showWishes(answer) }),
    ...(answer?.kind === 'died' && { documentedFate: showFate(answer) }),
    ...(recordedBy && { recordedBy }),
    ...(recordedAt && { recordedAt: recordedAt.toISOString() }),
  };
}

function showWishes({ wishes, known, asked, stoodBy, words }: AnswerOf<'wishes'>): WishesDto {
  return {
    ...wishes,
    enquirers: [...wishes.enquirers],
    ...(known.place !== undefined && { placeToTell: known.place }),
    ...(known.contacts && { contactsToGive: [...known.contacts] }),
    asked,
    ...(stoodBy && { caregiver: stoodBy.caregiver, specialistId: stoodBy.specialistId }),
    ...(words !== undefined && { words }),
  };
}

function showFate({ document: { kind, reference, issuedBy, issuedOn }, note }: AnswerOf<'died'>): DocumentedFateDto {
  return { document: kind, reference, issuedBy, ...(issuedOn && { issuedOn }), ...(note && { note }) };
}

type AnswerOf<Kind> = Extract<NonNullable<AnswerView['answer']>, { kind: Kind }>;

function showText({ letter, preparedAt, approvals, ...text }: ResultTextView): ResultTextDto {
  return {
    ...text,
    letter: letter.map((said) => ({ ...said })),
    preparedAt: preparedAt.toISOString(),
    approvals: approvals.map(({ by, at }) => ({ by, at: at.toISOString() })),
  };
}
