import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { REFUSAL_REASONS, tracingRequestWorkflow, type RefusalReason, type TracingRequestState } from '#libs/cases';
import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import { BANDS, type Band } from '#libs/linkage';
import { LIMITS, RELATION_KINDS } from '#libs/people';
import { Choice, Day, Flag, Nested, Pattern, Text, Uuid } from '../http/fields.js';
import { PageQuery } from '../http/paging.js';
import { NextActionDto, StaffDto, StepDto } from '../http/step.dto.js';
import { InterviewDto } from './interview.dto.js';

const STATES = tracingRequestWorkflow.states;

export class NewTracingRequestDto {
  @Choice(SENSITIVITIES, 'Sensitivity', { optional: true })
  sensitivity?: Sensitivity;

  @Nested(() => InterviewDto)
  interview!: InterviewDto;
}

export class NextActionInputDto {
  @Pattern(/^[a-z][a-z-]{1,40}$/, 'must be a code such as search or field-visit')
  code!: string;

  @Day()
  due!: string;
}

export class AcceptDto {
  @Uuid({ optional: true, description: 'the caseworker in charge; the interviewer where it is left out' })
  ownerId?: string;

  @Nested(() => NextActionInputDto, { optional: true })
  nextAction?: NextActionInputDto;
}

export class RefuseDto {
  @Choice(REFUSAL_REASONS, 'RefusalReason')
  reason!: RefusalReason;

  @Text({ max: LIMITS.lengths.text, optional: true, description: 'the service the enquirer was referred to' })
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

  @ApiProperty({ type: () => MatchOfRequestDto, isArray: true })
  matches!: MatchOfRequestDto[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: () => TimelineEntryDto, isArray: true })
  timeline!: TimelineEntryDto[];
}
