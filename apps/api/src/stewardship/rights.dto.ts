import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LEGAL_BASES, PURPOSES, type BasisState, type LegalBasis, type OwnNo, type Purpose } from '#libs/consent';
import { LIMITS } from '#libs/people';
import {
  RIGHTS,
  rightsRequestWorkflow,
  type DossierRightsView,
  type OpenRightsRequest,
  type PersonCopy,
  type Right,
  type RightsRequestState,
  type RightsRequestView,
} from '#libs/stewardship';
import { BASIS_STATES, FullBasisDto } from '../consent/bases.dto.js';
import { Choice, Text } from '../http/fields.js';
import { showSteps, StepDto } from '../http/step.dto.js';
import { PersonDto, showBasis } from '../people/person.dto.js';

const { text } = LIMITS.lengths;
const STATES = rightsRequestWorkflow.states;
const OWN_NOES = ['take-back', 'object', 'none'] as const satisfies readonly OwnNo[];

export class NewRightsRequestDto {
  @Choice(RIGHTS, 'Right')
  kind!: Right;

  @Text({ max: text, description: 'what the person asks for, in their words' })
  asked!: string;
}

export class IdentityDto {
  @Text({ max: text, description: 'how it was made sure who is asking' })
  how!: string;
}

export class RightsReasonDto {
  @Text({ max: text })
  reason!: string;
}

export class RightsAnswerDto {
  @Text({ max: text, description: 'what was done and what the person was told' })
  answer!: string;
}

export class RightsWordsDto {
  @ApiPropertyOptional()
  asked?: string;

  @ApiPropertyOptional()
  identity?: string;

  @ApiPropertyOptional()
  extension?: string;

  @ApiPropertyOptional()
  answer?: string;

  @ApiPropertyOptional()
  refusal?: string;
}

export class RightsRequestDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  dossierId!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ enum: RIGHTS, enumName: 'Right' })
  kind!: Right;

  @ApiProperty({ enum: STATES, enumName: 'RightsRequestState' })
  state!: RightsRequestState;

  @ApiProperty({ format: 'date' })
  receivedOn!: string;

  @ApiProperty({ format: 'date' })
  dueOn!: string;

  @ApiProperty()
  extended!: boolean;

  @ApiProperty({ type: () => RightsWordsDto })
  words!: RightsWordsDto;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class OpenRightsRequestDto extends RightsRequestDto {
  @ApiProperty({ description: 'what kind of record the person is in' })
  recordKind!: string;

  @ApiPropertyOptional({ description: 'of that record, where it has one' })
  reference?: string;
}

export class OpenRightsRequestsDto {
  @ApiProperty({ type: () => OpenRightsRequestDto, isArray: true, description: 'the next due first' })
  items!: OpenRightsRequestDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

export class StandingBasisDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer', description: 'for If-Match' })
  version!: number;

  @ApiProperty({ enum: LEGAL_BASES, enumName: 'LegalBasis' })
  legalBasis!: LegalBasis;

  @ApiProperty({ enum: PURPOSES, enumName: 'Purpose', isArray: true })
  purposes!: Purpose[];

  @ApiProperty({ enum: BASIS_STATES, enumName: 'BasisState' })
  state!: BasisState;

  @ApiProperty({
    enum: OWN_NOES,
    enumName: 'OwnNo',
    description:
      'what a no of the person is on this ground: they take back what they agreed to, and object to the rest',
  })
  ownNo!: OwnNo;

  @ApiPropertyOptional({ format: 'date', description: 'the day it was withdrawn, expires or expired, or begins' })
  on?: string;
}

export class PersonRightsDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ type: () => StandingBasisDto, isArray: true, description: 'the oldest first' })
  bases!: StandingBasisDto[];

  @ApiProperty({ type: () => StepDto, isArray: true, description: 'what the reader can write down that they said' })
  actions!: StepDto[];
}

export class DossierRightsDto {
  @ApiProperty({ type: () => PersonRightsDto, isArray: true })
  persons!: PersonRightsDto[];

  @ApiProperty({ type: () => RightsRequestDto, isArray: true, description: 'those that wait for an answer first' })
  requests!: RightsRequestDto[];
}

export class CopiedBasisDto {
  @ApiProperty()
  state!: string;

  @ApiProperty({ type: () => FullBasisDto })
  basis!: FullBasisDto;
}

export class ReadingDayDto {
  @ApiProperty({ format: 'date' })
  day!: string;

  @ApiProperty({ description: 'the role of whoever read; names of staff are not given' })
  role!: string;
}

export class ReceivedDto {
  @ApiProperty({ format: 'date' })
  day!: string;

  @ApiProperty({ enum: PURPOSES, enumName: 'Purpose' })
  purpose!: string;

  @ApiProperty({ description: 'a class of receivers, or one, such as partner:KEN' })
  recipient!: string;
}

/** Everything that is kept of one person, and nothing of anyone else. */
export class PersonCopyDto {
  @ApiProperty({ format: 'date' })
  madeOn!: string;

  @ApiProperty({ type: () => PersonDto })
  person!: PersonDto;

  @ApiProperty({ type: String, isArray: true, description: 'kinds of relatives we know of; who they are is theirs' })
  relatives!: string[];

  @ApiProperty({ type: () => CopiedBasisDto, isArray: true })
  bases!: CopiedBasisDto[];

  @ApiProperty({ type: () => ReadingDayDto, isArray: true })
  readBy!: ReadingDayDto[];

  @ApiProperty({ type: () => ReceivedDto, isArray: true })
  received!: ReceivedDto[];
}

export class ReadingDto {
  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty()
  role!: string;

  @ApiProperty()
  by!: string;
}

export class ReceivingDto {
  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ enum: PURPOSES, enumName: 'Purpose' })
  purpose!: Purpose;

  @ApiProperty()
  recipient!: string;
}

export class AccessHistoryDto {
  @ApiProperty({ type: () => ReadingDto, isArray: true })
  readings!: ReadingDto[];

  @ApiProperty({ type: () => ReceivingDto, isArray: true })
  received!: ReceivingDto[];
}

export function showRightsRequest({ actions, ...view }: RightsRequestView): RightsRequestDto {
  return { ...view, actions: showSteps(actions) };
}

export function showOpenRightsRequest({ actions, ...view }: OpenRightsRequest): OpenRightsRequestDto {
  return { ...view, actions: showSteps(actions) };
}

export function showDossierRights({ persons, requests }: DossierRightsView): DossierRightsDto {
  return {
    persons: persons.map(({ actions, ...person }) => ({ ...person, actions: showSteps(actions) })),
    requests: requests.map(showRightsRequest),
  };
}

export function showCopy({ person: { names, ...person }, bases, ...copy }: PersonCopy): PersonCopyDto {
  return {
    ...copy,
    person: { ...person, names: names.map(({ script: _, ...name }) => name) },
    bases: bases.map(({ state, basis }) => ({ state, basis: showBasis(basis) })),
  };
}
