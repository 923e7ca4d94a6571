import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, ArrayMaxSize, IsUUID } from 'class-validator';
import type { AccountId, DossierId } from '#libs/kernel';
import { LIMITS } from '#libs/people';
import { breachWorkflow, type BreachScope, type BreachState, type BreachView } from '#libs/stewardship';
import { Pattern, Text } from '../http/fields.js';
import { showSteps, StepDto } from '../http/step.dto.js';

const { text } = LIMITS.lengths;
const STATES = breachWorkflow.states;
const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?Z$/;
const INSTANT_NEEDED = 'must be a time written as 2026-01-31T15:30Z';
const MOST_IDS = 100;

function Ids(description: string): PropertyDecorator {
  return (target, key) => {
    ApiPropertyOptional({ type: String, format: 'uuid', isArray: true, maxItems: MOST_IDS, description })(target, key);
    IsArray({ message: 'must be a list' })(target, key);
    ArrayMaxSize(MOST_IDS, { message: `must not have more than ${MOST_IDS} entries` })(target, key);
    IsUUID(undefined, { each: true, message: 'must be ids of records' })(target, key);
  };
}

export class NewBreachDto {
  @Pattern(INSTANT, INSTANT_NEEDED, { description: 'the 72 hours run from then on' })
  discoveredAt!: string;

  @Text({ max: text })
  description!: string;
}

export class AssessBreachDto {
  @Text({ max: text, description: 'what can happen to the people concerned' })
  risk!: string;

  @Ids('whose accounts were misused')
  accounts: string[] = [];

  @Ids('which records it is about')
  dossiers: string[] = [];

  @Pattern(INSTANT, INSTANT_NEEDED, { optional: true })
  beganAt?: string;

  @Pattern(INSTANT, INSTANT_NEEDED, { optional: true })
  endedAt?: string;
}

export class NotifyBreachDto {
  @Text({ max: text, description: 'who was informed, and what they were told' })
  informed!: string;
}

export class BreachReasonDto {
  @Text({ max: text })
  reason!: string;
}

export class CloseBreachDto {
  @Text({ max: text })
  measures!: string;
}

export class BreachWordsDto {
  @ApiPropertyOptional()
  description?: string;

  @ApiPropertyOptional()
  risk?: string;

  @ApiPropertyOptional()
  informed?: string;

  @ApiPropertyOptional()
  reason?: string;

  @ApiPropertyOptional()
  measures?: string;
}

export class BreachDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: STATES, enumName: 'BreachState' })
  state!: BreachState;

  @ApiProperty({ format: 'date-time' })
  discoveredAt!: string;

  @ApiProperty({ format: 'date-time', description: '72 hours after it was discovered' })
  notifyBy!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  notifiedAt?: string;

  @ApiProperty({ description: 'nobody was informed in time' })
  late!: boolean;

  @ApiProperty({ type: String, format: 'uuid', isArray: true })
  accounts!: string[];

  @ApiProperty({ type: String, format: 'uuid', isArray: true })
  dossiers!: string[];

  @ApiPropertyOptional({ format: 'date-time' })
  beganAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  endedAt?: string;

  @ApiProperty({ type: () => BreachWordsDto })
  words!: BreachWordsDto;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class BreachesDto {
  @ApiProperty({ type: () => BreachDto, isArray: true })
  items!: BreachDto[];
}

export class AffectedDto {
  @ApiProperty({ format: 'uuid' })
  dossierId!: string;

  @ApiProperty({ type: String, format: 'uuid', isArray: true })
  persons!: string[];
}

export class AffectedListDto {
  @ApiProperty({ type: () => AffectedDto, isArray: true })
  items!: AffectedDto[];
}

export function scopeOf({ accounts, dossiers, beganAt, endedAt }: AssessBreachDto): BreachScope {
  return {
    accounts: accounts as AccountId[],
    dossiers: dossiers as DossierId[],
    beganAt: beganAt ? new Date(beganAt) : null,
    endedAt: endedAt ? new Date(endedAt) : null,
  };
}

export function showBreach({ openedBy: _, actions, ...view }: BreachView): BreachDto {
  const { discoveredAt, notifyBy, notifiedAt, beganAt, endedAt, ...rest } = view;
  return {
    ...rest,
    discoveredAt: discoveredAt.toISOString(),
    notifyBy: notifyBy.toISOString(),
    ...(notifiedAt && { notifiedAt: notifiedAt.toISOString() }),
    ...(beganAt && { beganAt: beganAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    actions: showSteps(actions),
  };
}
