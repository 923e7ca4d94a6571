import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  OUTCOMES,
  REFERRAL_KINDS,
  REFUSAL_REASONS,
  tracingRequestWorkflow,
  type Outcome,
  type ReferralKind,
  type RefusalReason,
  type TracingRequestState,
} from '#libs/cases';
import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import { BANDS, type Band } from '#libs/linkage';
import { CONTACT_KINDS, LIMITS, RELATION_KINDS } from '#libs/people';
import { Choice, Flag, Nested, Text, Uuid } from '../http/fields.js';
import { PageQuery } from '../http/paging.js';
import { NextActionDto, StaffDto, StepDto } from '../http/step.dto.js';
import { InterviewDto } from './interview.dto.js';
import { KeptRequestDto, EnquirerReachingDto, RequestReasonsDto, RequestHistoryDto } from './history.dto.js';
import { NextActionInputDto } from './request-steps.dto.js';

const STATES = tracingRequestWorkflow.states;

export class NewTracingRequestDto {
  @Choice(SENSITIVITIES, 'Sensitivity', { optional: true })
  sensitivity?: Sensitivity;

  @Nested(() => InterviewDto)
  interview!: InterviewDto;
}

export class AcceptDto {
  @Uuid({ optional: true, description: 'the caseworker in charge; the interviewer where it is left out' })
  ownerId?: string;

  @Nested(() => NextActionInputDto, { optional: true })
  nextAction?: NextActionInputDto;
}

export class SafeContactDto {
  @Choice(CONTACT_KINDS, 'ContactKind')
  kind!: (typeof CONTACT_KINDS)[number];

  @Text({ max: LIMITS.lengths.contact })
  value!: string;

  @Text({ max: LIMITS.lengths.safeHours, description: 'when they can be called without harm' })
  safeHours!: string;

  @Text({ max: LIMITS.lengths.language, optional: true })
  language?: string;

  @Text({ max: LIMITS.lengths.mayBeSaid, optional: true, description: 'what may be said to whoever answers' })
  mayBeSaid?: string;
}

export class FirstContactDto {
  @Text({ max: LIMITS.lengths.name, description: 'what they want to be called; it need not be their name' })
  callName!: string;

  @Nested(() => SafeContactDto)
  contact!: SafeContactDto;
}

export class RefuseDto {
  @Choice(REFUSAL_REASONS, 'RefusalReason')
  reason!: RefusalReason;

  @Choice(REFERRAL_KINDS, 'ReferralKind', { optional: true })
  referralKind?: ReferralKind;

  @Uuid({ optional: true, description: 'the service in the directory that the enquirer was referred to' })
  referredTo?: string;

  @Text({ max: LIMITS.lengths.text, optional: true, description: 'a service that is not in the directory' })
  referral?: string;

  @Flag({ optional: true })
  noReferralExists?: boolean;
}

export class AskForMoreDto {
  @Text({ max: LIMITS.lengths.text })
  question!: string;
}

export class RequestQuery extends PageQuery {
  @Choice(STATES, 'TracingRequestState', { optional: true })
  state?: TracingRequestState;
}

export class RequestLineDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ enum: STATES, enumName: 'TracingRequestState' })
  state!: TracingRequestState;

  @ApiProperty({ enum: SENSITIVITIES, enumName: 'Sensitivity' })
  sensitivity!: Sensitivity;

  @ApiProperty()
  enquirer!: string;

  @ApiPropertyOptional({
    enum: RELATION_KINDS,
    enumName: 'RelationKind',
    description: 'what the first sought person is to the enquirer',
  })
  relation?: (typeof RELATION_KINDS)[number];

  @ApiProperty({ isArray: true, type: String })
  sought!: string[];

  @ApiProperty({ type: () => StaffDto })
  owner!: StaffDto;

  @ApiProperty({ type: () => NextActionDto })
  nextAction!: NextActionDto;

  @ApiProperty({ format: 'date' })
  reviewOn!: string;

  @ApiProperty({ format: 'date' })
  openedOn!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class RequestPageDto {
  @ApiProperty({ type: () => RequestLineDto, isArray: true })
  items!: RequestLineDto[];

  @ApiPropertyOptional({ format: 'uuid' })
  nextCursor?: string;
}

export class TimelineEntryDto {
  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty()
  action!: string;

  @ApiProperty()
  by!: string;
}

export class MatchOfRequestDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  state!: string;

  @ApiProperty({ enum: BANDS, enumName: 'Band' })
  band!: Band;

  @ApiProperty()
  registered!: string;

  @ApiProperty()
  registrationReference!: string;
}

export class TracingRequestDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ enum: STATES, enumName: 'TracingRequestState' })
  state!: TracingRequestState;

  @ApiProperty({ enum: SENSITIVITIES, enumName: 'Sensitivity' })
  sensitivity!: Sensitivity;

  @ApiProperty({ type: () => StaffDto })
  branch!: StaffDto;

  @ApiProperty({ type: () => StaffDto })
  owner!: StaffDto;

  @ApiProperty({ type: () => StaffDto })
  interviewer!: StaffDto;

  @ApiProperty({ type: () => NextActionDto })
  nextAction!: NextActionDto;

  @ApiProperty({ format: 'date' })
  reviewOn!: string;

  @ApiProperty({ format: 'date' })
  openedOn!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ type: () => InterviewDto })
  interview!: InterviewDto;

  @ApiPropertyOptional({ description: 'what the supervisor asked, where the interview was sent back' })
  question?: string;

  @ApiPropertyOptional({ enum: OUTCOMES, enumName: 'Outcome' })
  outcome?: Outcome;

  @ApiPropertyOptional({ type: () => KeptRequestDto, description: 'how long the record is kept, once it has ended' })
  keep?: KeptRequestDto;

  @ApiProperty({ type: () => RequestReasonsDto, description: 'why it rests or ended, for those who work on it' })
  reasons!: RequestReasonsDto;

  @ApiPropertyOptional({ format: 'uuid', description: 'the request this one was a duplicate of' })
  mergedInto?: string;

  @ApiProperty({ type: () => EnquirerReachingDto, description: 'whether the enquirer can be reached' })
  reaching!: EnquirerReachingDto;

  @ApiProperty({ type: () => RequestHistoryDto })
  history!: RequestHistoryDto;

  @ApiProperty({ type: () => MatchOfRequestDto, isArray: true })
  matches!: MatchOfRequestDto[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: () => TimelineEntryDto, isArray: true })
  timeline!: TimelineEntryDto[];
}
