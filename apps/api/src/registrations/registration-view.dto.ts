import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import { RELATION_KINDS, type RelationKind } from '#libs/people';
import {
  BEST_INTERESTS_MATTERS,
  CARE_KINDS,
  FOLLOW_UP_KINDS,
  REGISTRATION_KINDS,
  REGISTRATION_OUTCOMES,
  registrationWorkflow,
  STILL_NEEDED,
  WANTS_CONTACT,
  type BestInterestsMatter,
  type CareKind,
  type FollowUpKind,
  type RegistrationKind,
  type RegistrationOutcome,
  type RegistrationState,
  type RegistrationView,
  type StillNeeded,
  type WantsContact,
} from '#libs/registrations';
import { showSteps, StaffDto, StepDto } from '../http/step.dto.js';
import { BasisDto, showBasis } from '../people/person.dto.js';
import { showKnownPerson, ShownPersonDto } from '../people/shown-person.dto.js';
import { CareDto } from './registration-steps.dto.js';
import { MeetingDto } from './registrations.dto.js';

const STATES = registrationWorkflow.states;

export class NoteDto {
  @ApiPropertyOptional({ description: 'when it was written, where known' })
  at?: string;

  @ApiProperty()
  text!: string;
}

export class ShownMemberDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ type: () => ShownPersonDto })
  person!: ShownPersonDto;

  @ApiProperty({ enum: RELATION_KINDS, enumName: 'RelationKind' })
  relation!: RelationKind;

  @ApiPropertyOptional({ type: () => BasisDto })
  basis?: BasisDto;
}

export class ShownCareDto extends CareDto {
  @ApiProperty({ enum: CARE_KINDS, enumName: 'CareKind' })
  declare kind: CareKind;

  @ApiProperty()
  recordedBy!: string;

  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;
}

export class ShownBestInterestsDto {
  @ApiProperty({ enum: BEST_INTERESTS_MATTERS, enumName: 'BestInterestsMatter' })
  about!: BestInterestsMatter;

  @ApiProperty({ enum: ['proposed', 'agreed', 'disagreed'], enumName: 'BestInterestsState' })
  state!: 'proposed' | 'agreed' | 'disagreed';

  @ApiProperty()
  proposal!: string;

  @ApiProperty()
  reasons!: string;

  @ApiPropertyOptional()
  childsView?: string;

  @ApiPropertyOptional()
  whyNotHeard?: string;

  @ApiProperty()
  proposedBy!: string;

  @ApiProperty({ format: 'date-time' })
  proposedAt!: string;

  @ApiPropertyOptional()
  decidedBy?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  decidedAt?: string;

  @ApiPropertyOptional({ description: 'the reasons of the second person' })
  answer?: string;
}

export class ShownFollowUpDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: FOLLOW_UP_KINDS, enumName: 'FollowUpKind' })
  kind!: FollowUpKind;

  @ApiProperty({ format: 'date' })
  due!: string;

  @ApiProperty({ enum: ['planned', 'done', 'not-needed'], enumName: 'FollowUpState' })
  state!: 'planned' | 'done' | 'not-needed';

  @ApiPropertyOptional({ format: 'date' })
  doneOn?: string;

  @ApiPropertyOptional()
  purpose?: string;

  @ApiPropertyOptional()
  account?: string;
}

export class RegistrationChangeDto {
  @ApiProperty({ enum: ['corrected', 'wishes', 'closed', 'withdrawn', 'reopened'], enumName: 'RegistrationChange' })
  what!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty()
  by!: string;

  @ApiPropertyOptional()
  source?: string;

  @ApiPropertyOptional()
  reason?: string;

  @ApiPropertyOptional()
  words?: string;

  @ApiPropertyOptional()
  withWhom?: string;

  @ApiPropertyOptional()
  relationVerified?: string;
}

export class RegistrationDto extends MeetingDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ enum: REGISTRATION_KINDS, enumName: 'RegistrationKind' })
  kind!: RegistrationKind;

  @ApiProperty({ enum: STATES, enumName: 'RegistrationState' })
  state!: RegistrationState;

  @ApiPropertyOptional({ enum: REGISTRATION_OUTCOMES, enumName: 'RegistrationOutcome' })
  outcome?: RegistrationOutcome;

  @ApiProperty({ enum: SENSITIVITIES, enumName: 'Sensitivity' })
  sensitivity!: Sensitivity;

  @ApiProperty({ type: () => StaffDto })
  branch!: StaffDto;

  @ApiProperty({ type: () => StaffDto, isArray: true, description: 'other branches that work with it too' })
  sharedWith!: StaffDto[];

  @ApiPropertyOptional({ type: () => StaffDto, description: 'the branch that is asked to take it over' })
  offeredTo?: StaffDto;

  @ApiProperty({ type: () => StaffDto })
  registeredBy!: StaffDto;

  @ApiProperty({ type: () => StaffDto })
  owner!: StaffDto;

  @ApiProperty({ format: 'date' })
  registeredOn!: string;

  @ApiProperty({ format: 'date' })
  reviewOn!: string;

  @ApiPropertyOptional({ format: 'date', description: 'the last day on which a safe-and-well notice holds' })
  holdsUntil?: string;

  @ApiProperty({ enum: WANTS_CONTACT, enumName: 'WantsContact' })
  wantsContact!: WantsContact;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ type: () => ShownPersonDto })
  person!: ShownPersonDto;

  @ApiPropertyOptional({ type: () => BasisDto })
  basis?: BasisDto;

  @ApiProperty({ type: () => ShownMemberDto, isArray: true })
  members!: ShownMemberDto[];

  @ApiProperty({ type: () => NoteDto, isArray: true })
  notes!: NoteDto[];

  @ApiProperty({ type: () => ShownCareDto, isArray: true, description: 'who cares for a child; what holds now first' })
  care!: ShownCareDto[];

  @ApiProperty({ type: () => ShownBestInterestsDto, isArray: true })
  bestInterests!: ShownBestInterestsDto[];

  @ApiProperty({ type: () => ShownFollowUpDto, isArray: true })
  followUps!: ShownFollowUpDto[];

  @ApiProperty({ type: () => RegistrationChangeDto, isArray: true })
  changes!: RegistrationChangeDto[];

  @ApiProperty({ enum: STILL_NEEDED, enumName: 'StillNeeded', isArray: true })
  stillNeeded!: StillNeeded[];

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export function showRegistration(view: RegistrationView): RegistrationDto {
  const { person, basis, members, notes, care, bestInterests, followUps, changes, actions, ...rest } = view;
  return {
    ...rest,
    personId: person.id,
    person: showKnownPerson(person),
    ...(basis && { basis: showBasis(basis) }),
    members: members.map((member) => ({
      personId: member.person.id,
      person: showKnownPerson(member.person),
      relation: member.relation,
      ...(member.basis && { basis: showBasis(member.basis) }),
    })),
    notes: notes.map(({ text, writtenAt }) => ({ text, ...(writtenAt && { at: writtenAt }) })),
    care: care.map((one) => ({ ...one, recordedAt: one.recordedAt.toISOString() })),
    bestInterests: bestInterests.map(({ id: _, proposedAt, decidedAt, ...decision }) => ({
      ...decision,
      proposedAt: proposedAt.toISOString(),
      ...(decidedAt && { decidedAt: decidedAt.toISOString() }),
    })),
    followUps: followUps.map((followUp) => ({ ...followUp })),
    changes: changes.map(({ what, at, by, details }) => ({ what, at: at.toISOString(), by, ...details })),
    actions: showSteps(actions),
  };
}
