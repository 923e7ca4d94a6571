import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import { LIMITS } from '#libs/people';
import {
  REGISTRATION_KINDS,
  WANTS_CONTACT,
  type RegistrationInput,
  type RegistrationKind,
  type WantsContact,
} from '#libs/registrations';
import { Choice, Day, Nested, Text } from '../http/fields.js';
import { StaffDto } from '../http/step.dto.js';
import { BasisDto, basisOf, PersonDto, personOf, PlaceDto } from '../people/person.dto.js';

export class NewRegistrationDto {
  @Choice(REGISTRATION_KINDS, 'RegistrationKind')
  kind!: RegistrationKind;

  @Choice(SENSITIVITIES, 'Sensitivity', { optional: true })
  sensitivity?: Sensitivity;

  @Nested(() => PersonDto)
  person!: PersonDto;

  @Day()
  registeredOn!: string;

  @Nested(() => PlaceDto, { optional: true })
  place?: PlaceDto;

  @Text({ max: LIMITS.lengths.text, optional: true })
  circumstances?: string;

  @Text({ max: LIMITS.lengths.caregiver, optional: true })
  caregiver?: string;

  @Text({ max: LIMITS.lengths.text, optional: true })
  careArrangement?: string;

  @Choice(WANTS_CONTACT, 'WantsContact', { optional: true })
  wantsContact?: WantsContact;

  @Nested(() => BasisDto)
  basis!: BasisDto;
}

export function registrationOf({ person, basis, place, ...rest }: NewRegistrationDto): RegistrationInput {
  return { ...rest, person: personOf(person, 'person'), basis: basisOf(basis), ...(place && { place: { ...place } }) };
}

export class RegistrationLineDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ enum: REGISTRATION_KINDS, enumName: 'RegistrationKind' })
  kind!: RegistrationKind;

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

export class NoteDto {
  @ApiPropertyOptional({ description: 'when it was written, where known' })
  at?: string;

  @ApiProperty()
  text!: string;
}

export class RegistrationDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  reference!: string;

  @ApiProperty({ enum: REGISTRATION_KINDS, enumName: 'RegistrationKind' })
  kind!: RegistrationKind;

  @ApiProperty({ enum: SENSITIVITIES, enumName: 'Sensitivity' })
  sensitivity!: Sensitivity;

  @ApiProperty({ type: () => StaffDto })
  branch!: StaffDto;

  @ApiProperty({ type: () => StaffDto })
  registeredBy!: StaffDto;

  @ApiProperty({ format: 'date' })
  registeredOn!: string;

  @ApiProperty({ enum: WANTS_CONTACT, enumName: 'WantsContact' })
  wantsContact!: WantsContact;

  @ApiProperty({ type: () => PersonDto })
  person!: PersonDto;

  @ApiPropertyOptional({ type: () => PlaceDto })
  place?: PlaceDto;

  @ApiPropertyOptional()
  circumstances?: string;

  @ApiPropertyOptional()
  caregiver?: string;

  @ApiPropertyOptional()
  careArrangement?: string;

  @ApiPropertyOptional({ type: () => BasisDto })
  basis?: BasisDto;

  @ApiProperty({ type: () => NoteDto, isArray: true })
  notes!: NoteDto[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}
