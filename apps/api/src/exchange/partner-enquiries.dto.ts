import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MATCH_SIDES } from '#libs/matching';
import {
  ANSWERS,
  enquiryFindingWorkflow,
  partnerEnquiryWorkflow,
  SHARED_FIELDS,
  type Answer,
  type EnquiryFindingState,
  type EnquiryFindingView,
  type PartnerEnquiryLine,
  type PartnerEnquiryState,
  type PartnerEnquiryView,
  type SharedField,
} from '#libs/partners';
import { LIMITS } from '#libs/people';
import { Choices, Text, Uuid } from '../http/fields.js';
import { showSteps, StepDto } from '../http/step.dto.js';
import { PartnerRecordDto, showRecord } from './partner-records.dto.js';

export class GiveDto {
  @Uuid({ description: 'a colleague who works on cases' })
  to!: string;
}

export class WantedDto {
  @Choices(SHARED_FIELDS, 'SharedField', { least: 1 })
  wanted!: SharedField[];
}

export class FindingReasonDto {
  @Text({ max: LIMITS.lengths.text })
  reason!: string;
}

export class PartnerEnquiryLineDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ format: 'uuid' })
  partnerId!: string;

  @ApiProperty({ description: 'code of the partner' })
  society!: string;

  @ApiProperty({ enum: partnerEnquiryWorkflow.states, enumName: 'PartnerEnquiryState' })
  state!: PartnerEnquiryState;

  @ApiPropertyOptional({ enum: ANSWERS, enumName: 'PartnerAnswer' })
  answer?: Answer;

  @ApiProperty({ type: 'integer', description: 'persons whom it may mean and nobody has judged' })
  toJudge!: number;

  @ApiProperty({ format: 'date-time' })
  receivedAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  answeredAt?: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class PartnerEnquiriesDto {
  @ApiProperty({ type: () => PartnerEnquiryLineDto, isArray: true })
  items!: PartnerEnquiryLineDto[];
}

class EnquiryEvidenceDto {
  @ApiProperty()
  field!: string;

  @ApiProperty()
  level!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty()
  weight!: number;

  @ApiPropertyOptional()
  asked?: string;

  @ApiPropertyOptional()
  found?: string;
}

export class EnquiryFindingDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: 'the record in which the person stands' })
  foundIn!: string;

  @ApiProperty({ format: 'uuid' })
  foundId!: string;

  @ApiProperty({ enum: MATCH_SIDES, enumName: 'MatchSide' })
  side!: string;

  @ApiProperty({ enum: enquiryFindingWorkflow.states, enumName: 'EnquiryFindingState' })
  state!: EnquiryFindingState;

  @ApiProperty()
  band!: string;

  @ApiProperty()
  mayBeChild!: boolean;

  @ApiProperty()
  askedName!: string;

  @ApiProperty()
  foundName!: string;

  @ApiProperty({ type: () => EnquiryEvidenceDto, isArray: true })
  evidence!: EnquiryEvidenceDto[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class PartnerEnquiryDto extends PartnerEnquiryLineDto {
  @ApiProperty({ enum: SHARED_FIELDS, enumName: 'SharedField', isArray: true })
  wanted!: SharedField[];

  @ApiProperty({ type: () => PartnerRecordDto, isArray: true })
  records!: PartnerRecordDto[];

  @ApiProperty({ type: () => EnquiryFindingDto, isArray: true })
  findings!: EnquiryFindingDto[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];
}

export function showEnquiryLine(line: PartnerEnquiryLine): PartnerEnquiryLineDto {
  const { id, reference, partnerId, society, state, answer, toJudge, receivedAt, answeredAt, version } = line;
  return {
    id,
    reference,
    partnerId,
    society,
    state,
    ...(answer && { answer }),
    toJudge,
    receivedAt: receivedAt.toISOString(),
    ...(answeredAt && { answeredAt: answeredAt.toISOString() }),
    version,
  };
}

export function showPartnerEnquiry(view: PartnerEnquiryView): PartnerEnquiryDto {
  return {
    ...showEnquiryLine(view),
    wanted: view.wanted,
    records: view.records.map(showRecord),
    findings: view.findings.map(showFinding),
    actions: showSteps(view.actions),
  };
}

function showFinding({ evidence, actions, ...finding }: EnquiryFindingView): EnquiryFindingDto {
  return {
    ...finding,
    evidence: evidence.map(({ field, level, reason, weight, asked, found }) => ({
      field,
      level,
      reason,
      weight,
      ...(asked && { asked }),
      ...(found && { found }),
    })),
    actions: showSteps(actions),
  };
}
