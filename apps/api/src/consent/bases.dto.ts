import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  BASIS_CHANGES,
  GIVEN_BY,
  GIVEN_HOW,
  NOTICE_CHANNELS,
  OWN_VIEWS,
  PURPOSES,
  RELEASABLE,
  type BasisChange,
  type BasisInput,
  type BasisState,
  type GivenBy,
  type GivenHow,
  type NoticeChannel,
  type OwnView,
  type PersonBasesView,
  type Purpose,
  type Releasable,
  type SaidNo,
} from '#libs/consent';
import type { PersonId } from '#libs/kernel';
import { LIMITS } from '#libs/people';
import { Choice, Choices, Day, Text, Texts, Uuid } from '../http/fields.js';
import { BasisDto, basisOf, showBasis } from '../people/person.dto.js';

const { counts, lengths } = LIMITS;

/** A basis with everything behind it: who agreed for whom, after which notice. */
export class FullBasisDto extends BasisDto {
  @Choice(NOTICE_CHANNELS, 'NoticeChannel', { optional: true })
  noticeChannel?: NoticeChannel;

  @Day({ optional: true, description: 'the day the notice was given' })
  noticeOn?: string;

  @Uuid({ optional: true, description: 'the guardian or representative, a person of the same case' })
  guardianId?: string;

  @Choice(OWN_VIEWS, 'OwnView', { optional: true, description: 'what a child says to it' })
  ownView?: OwnView;

  @Text({ max: lengths.text, optional: true, description: 'what the child said' })
  ownViewWords?: string;

  @Day({ optional: true })
  validFrom?: string;
}

/** Who said no, how, and, where they want to say so, why. */
export class SaidNoDto {
  @Choice(GIVEN_BY, 'GivenBy')
  by!: GivenBy;

  @Choice(GIVEN_HOW, 'GivenHow')
  how!: GivenHow;

  @Text({ max: lengths.text, optional: true })
  reason?: string;
}

export class NarrowDto extends SaidNoDto {
  @Choices(PURPOSES, 'Purpose', { least: 1 })
  purposes!: Purpose[];
}

export class RestrictDto extends SaidNoDto {
  @Texts({
    most: counts.restrictions,
    max: lengths.restriction,
    description: 'codes such as not-to-authorities or not-to-partner:KEN, or the person’s own words',
  })
  restrictions!: string[];
}

export class NewReleaseDto {
  @Choice(RELEASABLE, 'ReleasablePurpose')
  purpose!: Releasable;

  @Day()
  validUntil!: string;

  @Text({ max: lengths.text })
  reason!: string;
}

export class BasisVersionDto {
  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ enum: BASIS_CHANGES, enumName: 'BasisChange' })
  change!: BasisChange;

  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;

  @ApiProperty({ type: () => FullBasisDto })
  basis!: FullBasisDto;

  @ApiPropertyOptional({ type: () => SaidNoDto })
  said?: SaidNoDto;
}

export class TakenBackDto {
  @ApiProperty({ enum: PURPOSES, enumName: 'Purpose' })
  purpose!: Purpose;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

export const BASIS_STATES = ['standing', 'not-yet', 'expired', 'withdrawn'] as const satisfies readonly BasisState[];

export class PersonBasisDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer', description: 'for If-Match' })
  version!: number;

  @ApiProperty({ enum: BASIS_STATES, enumName: 'BasisState' })
  state!: BasisState;

  @ApiProperty({ type: () => FullBasisDto })
  basis!: FullBasisDto;

  @ApiProperty({ type: () => TakenBackDto, isArray: true, description: 'purposes taken back one by one' })
  takenBack!: TakenBackDto[];

  @ApiProperty({ type: () => BasisVersionDto, isArray: true, description: 'the newest first' })
  versions!: BasisVersionDto[];
}

export class ReleaseDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: RELEASABLE, enumName: 'ReleasablePurpose' })
  purpose!: Purpose;

  @ApiProperty({ format: 'date' })
  validUntil!: string;

  @ApiProperty()
  ended!: boolean;
}

export class PersonBasesDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ format: 'uuid', description: 'the tracing request or registration the person belongs to' })
  dossierId!: string;

  @ApiProperty({ type: () => PersonBasisDto, isArray: true })
  bases!: PersonBasisDto[];

  @ApiProperty({
    type: () => ReleaseDto,
    isArray: true,
    description: 'what a specialist released for a person at risk',
  })
  releases!: ReleaseDto[];
}

export class InformationNoticeDto {
  @ApiProperty()
  version!: string;

  @ApiProperty()
  language!: string;

  @ApiProperty({ format: 'date', description: 'given out from this day on' })
  from!: string;

  @ApiProperty()
  text!: string;
}

export class InformationNoticesDto {
  @ApiProperty({ type: () => InformationNoticeDto, isArray: true })
  items!: InformationNoticeDto[];
}

export class NoticesQuery {
  @Day({ optional: true, description: 'the texts that were given out on this day; today where it is left out' })
  on?: string;
}

export function fullBasisOf(dto: FullBasisDto): BasisInput {
  const { guardianId, ...basis } = dto;
  return { ...basisOf(basis), ...(guardianId && { guardianId: guardianId as PersonId }) };
}

export function saidOf({ by, how, reason }: SaidNoDto): SaidNo {
  return { by, how, ...(reason && { reason }) };
}

export function showPersonBases({ personId, dossierId, bases, releases }: PersonBasesView): PersonBasesDto {
  return {
    personId,
    dossierId,
    bases: bases.map(({ id, version, state, basis, takenBack, versions }) => ({
      id,
      version,
      state,
      basis: showBasis(basis),
      takenBack: takenBack.map(({ purpose, at }) => ({ purpose, at: at.toISOString() })),
      versions: versions.map(({ recordedAt, basis: then, ...one }) => ({
        ...one,
        recordedAt: recordedAt.toISOString(),
        basis: showBasis(then),
      })),
    })),
    releases: releases.map(({ validUntil, ...release }) => ({
      ...release,
      validUntil: validUntil.toISOString().slice(0, 10),
    })),
  };
}
