import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { listFindingWorkflow, type FindingView } from '#libs/matching';
import { LIMITS } from '#libs/people';
import { Text } from '../http/fields.js';
import { showSteps, StepDto } from '../http/step.dto.js';

export class JudgeFindingDto {
  @Text({ max: LIMITS.lengths.text, description: 'what speaks for it, or against it' })
  reason!: string;
}

export class FindingEvidenceDto {
  @ApiProperty()
  field!: string;

  @ApiProperty()
  level!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty()
  weight!: number;

  @ApiPropertyOptional({ description: 'as the request says it' })
  sought?: string;

  @ApiPropertyOptional({ description: 'as the list says it' })
  listed?: string;
}

export class FindingRequestDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  reference!: string;
}

export class FindingDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer', description: 'where it stands in the list' })
  line!: number;

  @ApiProperty({ enum: listFindingWorkflow.states, enumName: 'ListFindingState' })
  state!: string;

  @ApiProperty({ description: 'how much speaks for it, in words' })
  band!: string;

  @ApiProperty()
  probability!: number;

  @ApiProperty({ type: () => FindingRequestDto })
  request!: FindingRequestDto;

  @ApiProperty()
  soughtName!: string;

  @ApiProperty()
  listedName!: string;

  @ApiProperty({ type: () => FindingEvidenceDto, isArray: true })
  evidence!: FindingEvidenceDto[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class FindingListDto {
  @ApiProperty({ type: () => FindingDto, isArray: true })
  items!: FindingDto[];
}

export function showFinding({ actions, ...finding }: FindingView): FindingDto {
  return { ...finding, actions: showSteps(actions) };
}
