import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import { LIMITS, RELATION_KINDS, type RelationKind } from '#libs/people';
import {
  REGISTRATION_KINDS,
  WANTS_CONTACT,
  type RegistrationCorrection,
  type RegistrationDetails,
  type RegistrationInput,
  type RegistrationKind,
  type WantsContact,
} from '#libs/registrations';
import { Choice, Day, ListOf, Nested, Text } from '../http/fields.js';
import { BasisDto, basisOf, PersonDto, personOf, PlaceDto, RegisteredPersonDto } from '../people/person.dto.js';

const { lengths, counts } = LIMITS;

export class FoundDeadDto {
  @Text({ max: lengths.text, description: 'the document it is known from, and who holds it' })
  documentedSource!: string;

  @Nested(() => PlaceDto, { optional: true })
  place?: PlaceDto;

  @Text({ max: lengths.text, optional: true })
  belongings?: string;
}

/** What is told of the meeting. */
export class MeetingDto {
  @Nested(() => PlaceDto, { optional: true })
  place?: PlaceDto;

  @Text({ max: lengths.text, optional: true })
  circumstances?: string;

  @Text({ max: lengths.caregiver, optional: true })
  caregiver?: string;

  @Choice(RELATION_KINDS, 'RelationKind', { optional: true, description: 'what the caregiver is to the child' })
  caregiverRelation?: RelationKind;

  @Text({ max: lengths.caregiver, optional: true })
  guardian?: string;

  @Text({ max: lengths.text, optional: true })
  careArrangement?: string;

  @Text({ max: lengths.text, optional: true, description: 'what a child says, in the child’s own words' })
  ownWords?: string;

  @Nested(() => FoundDeadDto, { optional: true, description: 'of somebody who died and is not identified' })
  found?: FoundDeadDto;
}

export class HouseholdMemberDto {
  @Nested(() => PersonDto)
  person!: PersonDto;

  @Choice(RELATION_KINDS, 'RelationKind', { description: 'what they are to the person the registration is about' })
  relation!: RelationKind;

  @Nested(() => BasisDto, { optional: true })
  basis?: BasisDto;
}

export class NewRegistrationDto extends MeetingDto {
  @Choice(REGISTRATION_KINDS, 'RegistrationKind')
  kind!: RegistrationKind;

  @Choice(SENSITIVITIES, 'Sensitivity', { optional: true })
  sensitivity?: Sensitivity;

  @Nested(() => RegisteredPersonDto)
  person!: RegisteredPersonDto;

  @Day()
  registeredOn!: string;

  @Choice(WANTS_CONTACT, 'WantsContact', { optional: true })
  wantsContact?: WantsContact;

  @Nested(() => BasisDto)
  basis!: BasisDto;

  @ListOf(() => HouseholdMemberDto, { most: counts.members, optional: true, description: 'the others of a household' })
  members?: HouseholdMemberDto[];
}

export class CorrectRegistrationDto extends MeetingDto {
  @Nested(() => RegisteredPersonDto)
  person!: RegisteredPersonDto;

  @Text({ max: lengths.text, description: 'where this is known from' })
  source!: string;

  @Text({ max: lengths.text, optional: true })
  reason?: string;
}

export function registrationOf(dto: NewRegistrationDto): RegistrationInput {
  const { kind, sensitivity, person, registeredOn, wantsContact, basis, members } = dto;
  return {
    ...meetingOf(dto),
    kind,
    ...(sensitivity && { sensitivity }),
    person: personOf(person, 'person'),
    registeredOn,
    ...(wantsContact && { wantsContact }),
    basis: basisOf(basis),
    ...(members && {
      members: members.map((member, at) => ({
        person: personOf(member.person, `members.${at}.person`),
        relation: member.relation,
        ...(member.basis && { basis: basisOf(member.basis) }),
      })),
    }),
  };
}

export function correctionOf(dto: CorrectRegistrationDto): RegistrationCorrection {
  const { person, source, reason } = dto;
  return { ...meetingOf(dto), person: personOf(person, 'person'), source, ...(reason && { reason }) };
}

function meetingOf(dto: MeetingDto): RegistrationDetails {
  const { place, circumstances, caregiver, caregiverRelation, guardian, careArrangement, ownWords, found } = dto;
  return {
    ...(place && { place: { ...place } }),
    ...(circumstances && { circumstances }),
    ...(caregiver && { caregiver }),
    ...(caregiverRelation && { caregiverRelation }),
    ...(guardian && { guardian }),
    ...(careArrangement && { careArrangement }),
    ...(ownWords && { ownWords }),
    ...(found && { found: { ...found, ...(found.place && { place: { ...found.place } }) } }),
  };
}

export class RegistrationLineDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ enum: REGISTRATION_KINDS, enumName: 'RegistrationKind' })
  kind!: RegistrationKind;

  @ApiProperty()
  state!: string;

  @ApiProperty({ enum: SENSITIVITIES, enumName: 'Sensitivity' })
  sensitivity!: Sensitivity;

  @ApiProperty()
  person!: string;

  @ApiProperty({ format: 'date' })
  registeredOn!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class RegistrationPageDto {
  @ApiProperty({ type: () => RegistrationLineDto, isArray: true })
  items!: RegistrationLineDto[];

  @ApiPropertyOptional({ format: 'uuid' })
  nextCursor?: string;
}
