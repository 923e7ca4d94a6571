import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BANDS, EVIDENCE_FIELDS, LEVELS, type Band, type EvidenceField, type Level } from '#libs/linkage';
import { PAIR_KINDS, potentialMatchWorkflow, type PairKind, type PotentialMatchState } from '#libs/matching';
import { LIMITS, RELATION_KINDS } from '#libs/people';
import { REGISTRATION_KINDS } from '#libs/registrations';
import { Choice, Text, Uuid } from '../http/fields.js';
import { PageQuery } from '../http/paging.js';
import { StaffDto, StepDto } from '../http/step.dto.js';

const STATES = potentialMatchWorkflow.states;

export class MatchQuery extends PageQuery {
  @Choice(STATES, 'PotentialMatchState', { optional: true })
  state?: PotentialMatchState;

  @Uuid({ optional: true })
  requestId?: string;
}

export class MatchLineDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    enum: PAIR_KINDS,
    enumName: 'PairKind',
    description: 'the sought person was registered; two requests seek the same person; two people seek each other',
  })
  kind!: PairKind;

  @ApiProperty({ enum: STATES, enumName: 'PotentialMatchState' })
  state!: PotentialMatchState;

  @ApiProperty({ enum: BANDS, enumName: 'Band' })
  band!: Band;

  @ApiProperty()
  probability!: number;

  @ApiProperty()
  requestReference!: string;

  @ApiProperty({ description: 'of the other side; in a pair of requests, of the other request' })
  registrationReference!: string;

  @ApiProperty()
  sought!: string;

  @ApiProperty()
  registered!: string;

  @ApiProperty({ format: 'date-time' })
  proposedAt!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class MatchPageDto {
  @ApiProperty({ type: () => MatchLineDto, isArray: true })
  items!: MatchLineDto[];

  @ApiPropertyOptional({ format: 'uuid' })
  nextCursor?: string;
}

export class BandMeaningDto {
  @ApiProperty({ description: 'of 100 like this, about this many are the same person' })
  about!: number;

  @ApiProperty()
  from!: number;

  @ApiProperty()
  to!: number;
}

export class MatchRequestDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'only where the reader may open it' })
  id?: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({
    enum: RELATION_KINDS,
    enumName: 'RelationKind',
    description: 'what the sought person is to the enquirer',
  })
  relation!: (typeof RELATION_KINDS)[number];
}

export class MatchRegistrationDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'only where the reader may open it' })
  id?: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ enum: REGISTRATION_KINDS, enumName: 'RegistrationKind' })
  kind!: (typeof REGISTRATION_KINDS)[number];

  @ApiPropertyOptional()
  place?: string;
}

export class OtherRequestDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'only where the reader may open it' })
  id?: string;

  @ApiProperty()
  reference!: string;

  @ApiPropertyOptional({
    enum: RELATION_KINDS,
    enumName: 'RelationKind',
    description: 'where the other request seeks the person too: what they are to its enquirer',
  })
  relation?: (typeof RELATION_KINDS)[number];
}

export class SupervisionDto {
  @ApiProperty({ enum: ['reopen', 'supersede'], enumName: 'SupervisionAction' })
  action!: 'reopen' | 'supersede';

  @ApiProperty()
  reason!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

export class EvidenceDto {
  @ApiProperty({ enum: EVIDENCE_FIELDS, enumName: 'EvidenceField' })
  field!: EvidenceField;

  @ApiProperty({ enum: LEVELS, enumName: 'Level' })
  level!: Level;

  @ApiProperty({ description: 'a code; the console has the words' })
  reason!: string;

  @ApiProperty({ description: 'bits; negative where it speaks against' })
  weight!: number;

  @ApiPropertyOptional({ description: 'as written in the request' })
  left?: string;

  @ApiPropertyOptional({ description: 'as written in the registration' })
  right?: string;

  @ApiPropertyOptional({ description: 'the reading both were compared in' })
  reading?: string;
}

export class ReviewDto {
  @ApiProperty({ enum: ['first', 'second'], enumName: 'ReviewStage' })
  stage!: 'first' | 'second';

  @ApiProperty({ type: () => StaffDto })
  by!: StaffDto;

  @ApiPropertyOptional({ format: 'date-time' })
  at?: string;

  @ApiPropertyOptional({ enum: ['probable', 'rejected', 'confirmed'], enumName: 'ReviewDecision' })
  decision?: 'probable' | 'rejected' | 'confirmed';

  @ApiPropertyOptional({ description: 'hidden from whoever is still to give the second opinion' })
  reason?: string;
}

export class AskedForDto {
  @Text({ max: LIMITS.lengths.text })
  what!: string;

  @Text({ max: LIMITS.lengths.contact })
  from!: string;
}

export class ReasonInputDto {
  @Text({ max: LIMITS.lengths.text })
  reason!: string;
}

export class ReviewerDto {
  @Uuid({ description: 'an active caseworker' })
  reviewerId!: string;
}

export class ConfirmDto extends ReasonInputDto {
  @Text({ max: LIMITS.lengths.text, optional: true, description: 'the document a death rests on' })
  documentedSource?: string;
}

export class PotentialMatchDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    enum: PAIR_KINDS,
    enumName: 'PairKind',
    description: 'the sought person was registered; two requests seek the same person; two people seek each other',
  })
  kind!: PairKind;

  @ApiProperty({ enum: STATES, enumName: 'PotentialMatchState' })
  state!: PotentialMatchState;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ enum: BANDS, enumName: 'Band' })
  band!: Band;

  @ApiProperty({ type: () => BandMeaningDto })
  bandMeaning!: BandMeaningDto;

  @ApiProperty()
  probability!: number;

  @ApiProperty({ description: 'bits, prior and evidence together' })
  weight!: number;

  @ApiProperty({ description: 'bits before anything was compared' })
  prior!: number;

  @ApiProperty()
  engineVersion!: string;

  @ApiProperty({ type: () => MatchRequestDto })
  request!: MatchRequestDto;

  @ApiPropertyOptional({ type: () => MatchRegistrationDto })
  registration?: MatchRegistrationDto;

  @ApiPropertyOptional({ type: () => OtherRequestDto, description: 'in a pair of requests, instead of a registration' })
  otherRequest?: OtherRequestDto;

  @ApiProperty()
  soughtName!: string;

  @ApiProperty()
  registeredName!: string;

  @ApiProperty({ type: () => EvidenceDto, isArray: true })
  evidence!: EvidenceDto[];

  @ApiProperty({ type: () => ReviewDto, isArray: true })
  reviews!: ReviewDto[];

  @ApiProperty({ type: 'integer' })
  neededReviewers!: number;

  @ApiProperty({ description: 'a child protection specialist has to confirm' })
  needsChildSpecialist!: boolean;

  @ApiPropertyOptional({ type: () => AskedForDto })
  askedFor?: AskedForDto;

  @ApiPropertyOptional({ type: () => SupervisionDto })
  supervision?: SupervisionDto;

  @ApiProperty({ enum: EVIDENCE_FIELDS, enumName: 'EvidenceField', isArray: true, description: 'what would settle it' })
  settle!: string[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];
}
