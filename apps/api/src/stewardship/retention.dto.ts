import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LIMITS } from '#libs/people';
import {
  PROPOSALS,
  RETENTION_CATEGORIES,
  retentionWorkflow,
  type Proposal,
  type RetentionCategory,
  type RetentionState,
  type RetentionView,
} from '#libs/stewardship';
import { Choice, Day, Text, Whole } from '../http/fields.js';
import { showSteps, StepDto } from '../http/step.dto.js';

const STATES = retentionWorkflow.states;

export class RetentionTimeDto {
  @Choice(RETENTION_CATEGORIES, 'RetentionCategory')
  category!: RetentionCategory;

  @Whole({ least: 1, most: 36_525, description: 'counted from the end of the record' })
  days!: number;

  @Choice(PROPOSALS, 'RetentionProposal', { description: 'what is proposed then; the steward decides' })
  proposal!: Proposal;
}

export class RetentionTimesDto {
  @ApiProperty({ type: () => RetentionTimeDto, isArray: true })
  items!: RetentionTimeDto[];
}

export class HoldDto {
  @Text({ max: LIMITS.lengths.text })
  reason!: string;
}

export class ArchiveDto {
  @Day({ description: 'the day on which the record is looked at again' })
  until!: string;
}

export class RetentionDto {
  @ApiProperty({ format: 'uuid', description: 'the tracing request or registration' })
  dossierId!: string;

  @ApiProperty({ enum: RETENTION_CATEGORIES, enumName: 'RetentionCategory' })
  category!: RetentionCategory;

  @ApiProperty({ enum: STATES, enumName: 'RetentionState' })
  state!: RetentionState;

  @ApiProperty({ format: 'date' })
  startedOn!: string;

  @ApiProperty({ format: 'date' })
  dueOn!: string;

  @ApiProperty({ enum: PROPOSALS, enumName: 'RetentionProposal' })
  proposal!: Proposal;

  @ApiPropertyOptional({ description: 'why it is on legal hold' })
  holdReason?: string;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class RetentionsDto {
  @ApiProperty({ type: () => RetentionDto, isArray: true })
  items!: RetentionDto[];
}

export function showRetention({ actions, ...view }: RetentionView): RetentionDto {
  return { ...view, actions: showSteps(actions) };
}
