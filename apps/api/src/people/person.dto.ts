import {
  DATA_CATEGORIES,
  GIVEN_BY,
  GIVEN_HOW,
  LEGAL_BASES,
  NOTICE_CODE,
  PURPOSES,
  RECIPIENT_CODE,
  type BasisInput,
  type DataCategory,
} from '#libs/consent';
import { CALENDARS, InvalidInput } from '#libs/kernel';
import {
  CERTAINTIES,
  CONTACT_KINDS,
  DETENTION_PLACES,
  LIMITS,
  NAME_KINDS,
  NAME_PART_ROLES,
  PLACE_KINDS,
  PROTECTION_FLAGS,
  RELATION_KINDS,
  SENSITIVE_REASONS,
  type BirthInput,
  type Certainty,
  type ContactInput,
  type DetentionPlace,
  type KnownPerson,
  type NameInput,
  type PersonDetails,
  type PersonInput,
  type PlaceInput,
  type RelativeInput,
  type SensitiveReason,
} from '#libs/people';
import { Choice, Choices, Day, Flag, ListOf, Nested, Pattern, Patterns, Text, Texts, Whole } from '../http/fields.js';

const { counts, lengths } = LIMITS;

const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;
const LANGUAGE_NEEDED = 'must be a language tag such as ar or fa-AF';

/** Where a fact comes from and how sure it is. */
class SourcedDto {
  @Text({ max: lengths.source, optional: true, description: 'who says so, or which paper' })
  source?: string;

  @Choice(CERTAINTIES, 'FactCertainty', { optional: true })
  certainty?: Certainty;
}

export class NamePartDto {
  @Choice(NAME_PART_ROLES, 'NamePartRole')
  role!: (typeof NAME_PART_ROLES)[number];

  @Text({ max: lengths.namePart })
  text!: string;
}

export class NameDto extends SourcedDto {
  @Text({ max: lengths.name, description: 'as written, in any script' })
  text!: string;

  @Choice(NAME_KINDS, 'NameKind')
  kind!: (typeof NAME_KINDS)[number];

  @Pattern(LANGUAGE_TAG, LANGUAGE_NEEDED, { optional: true })
  language?: string;

  @ListOf(() => NamePartDto, { most: counts.parts, optional: true })
  parts?: NamePartDto[];
}

/** A date as it was said (year, and as much more as is known), or an age with the day it was stated. */
export class SpokenDateDto extends SourcedDto {
  @Text({ max: lengths.said, optional: true, description: 'the words used' })
  said?: string;

  @Choice(CALENDARS, 'Calendar', { optional: true })
  calendar?: (typeof CALENDARS)[number];

  @Whole({ least: 1, most: 9999, optional: true })
  year?: number;

  @Whole({ least: 1, most: 13, optional: true })
  month?: number;

  @Whole({ least: 1, most: 31, optional: true })
  day?: number;

  @Flag({ optional: true })
  about?: boolean;

  @Whole({ least: 0, most: 125, optional: true })
  age?: number;

  @Day({ optional: true, description: 'the day the age was stated' })
  statedOn?: string;
}

export class PlaceDto extends SourcedDto {
  @Choice(PLACE_KINDS, 'PlaceKind')
  kind!: (typeof PLACE_KINDS)[number];

  @Text({ max: lengths.place })
  text!: string;

  @Pattern(/^[A-Z]{2}$/, 'must be a country code of two capital letters', { optional: true })
  country?: string;

  @Text({ max: lengths.postcode, optional: true })
  postcode?: string;
}

export class ContactDto extends SourcedDto {
  @Choice(CONTACT_KINDS, 'ContactKind')
  kind!: (typeof CONTACT_KINDS)[number];

  @Text({ max: lengths.contact })
  value!: string;

  @Text({ max: lengths.safeHours, optional: true })
  safeHours?: string;

  @Text({ max: lengths.language, optional: true })
  language?: string;

  @Text({ max: lengths.mayBeSaid, optional: true, description: 'what may be said to whoever answers' })
  mayBeSaid?: string;
}

export class DocumentDto extends SourcedDto {
  @Text({ max: lengths.documentKind })
  kind!: string;

  @Text({ max: lengths.documentNumber })
  number!: string;
}

export class RelativeDto extends SourcedDto {
  @Choice(RELATION_KINDS, 'RelationKind')
  kind!: (typeof RELATION_KINDS)[number];

  @ListOf(() => NameDto, { least: 1, most: counts.names })
  names!: NameDto[];

  @Nested(() => SpokenDateDto, { optional: true })
  birth?: SpokenDateDto;
}

class SensitiveDto {
  @Choice(SENSITIVE_REASONS, 'SensitiveReason', { description: 'why it is written down at all' })
  why!: SensitiveReason;
}

export class SensitiveMarksDto extends SensitiveDto {
  @Text({ max: lengths.text, description: 'marks that tell of a religion, an illness or violence' })
  text!: string;
}

export class HealthDto extends SensitiveDto {
  @Text({ max: lengths.text, description: 'what is needed, not the diagnosis' })
  needs!: string;
}

export class DetentionDto extends SensitiveDto {
  @Choice(DETENTION_PLACES, 'DetentionPlace')
  place!: DetentionPlace;

  @Text({ max: lengths.authority, optional: true, description: 'who runs the place' })
  authority?: string;
}

export class PersonDto {
  @ListOf(() => NameDto, { least: 1, most: counts.names })
  names!: NameDto[];

  @Nested(() => SpokenDateDto, { optional: true })
  birth?: SpokenDateDto;

  @Choice(['female', 'male'], 'Sex', { optional: true })
  sex?: 'female' | 'male';

  @Texts({ most: counts.languages, max: lengths.language, optional: true })
  languages?: string[];

  @ListOf(() => PlaceDto, { most: counts.places, optional: true })
  places?: PlaceDto[];

  @Text({ max: lengths.occupation, optional: true })
  occupation?: string;

  @Text({ max: lengths.text, optional: true })
  marks?: string;

  @ListOf(() => ContactDto, { most: counts.contacts, optional: true })
  contacts?: ContactDto[];

  @ListOf(() => DocumentDto, { most: counts.documents, optional: true })
  documents?: DocumentDto[];

  @ListOf(() => RelativeDto, { most: counts.relatives, optional: true })
  relatives?: RelativeDto[];

  @Choices(PROTECTION_FLAGS, 'ProtectionFlag', { optional: true })
  protection?: (typeof PROTECTION_FLAGS)[number][];

  @Nested(() => SensitiveMarksDto, { optional: true })
  sensitiveMarks?: SensitiveMarksDto;

  @Nested(() => HealthDto, { optional: true })
  health?: HealthDto;

  @Nested(() => DetentionDto, { optional: true })
  detention?: DetentionDto;
}

/** A registered person: who was found dead may have no name. */
export class RegisteredPersonDto extends PersonDto {
  @ListOf(() => NameDto, { most: counts.names, description: 'none where somebody who died is not identified' })
  declare names: NameDto[];
}

/** On what a person's data is used, and for which purposes. */
export class BasisDto {
  @Choice(LEGAL_BASES, 'LegalBasis')
  legalBasis!: (typeof LEGAL_BASES)[number];

  @Choices(PURPOSES, 'Purpose', { least: 1 })
  purposes!: (typeof PURPOSES)[number][];

  @Choice(GIVEN_BY, 'GivenBy')
  givenBy!: (typeof GIVEN_BY)[number];

  @Choice(GIVEN_HOW, 'GivenHow')
  how!: (typeof GIVEN_HOW)[number];

  // Both are kept in plain: codes, with no room for anything of a person.
  @Pattern(NOTICE_CODE, 'must be a version such as 1 or 2026-10', { optional: true })
  noticeVersion?: string;

  @Pattern(LANGUAGE_TAG, LANGUAGE_NEEDED, { optional: true })
  noticeLanguage?: string;

  @Text({ max: lengths.text, optional: true })
  rationale?: string;

  @Texts({ most: counts.restrictions, max: lengths.restriction, optional: true })
  restrictions?: string[];

  @Choices(DATA_CATEGORIES, 'DataCategory', {
    optional: true,
    least: 1,
    description: 'all but the sensitive where left out',
  })
  categories?: DataCategory[];

  @Patterns(RECIPIENT_CODE, 'must be classes of receivers, or single ones, such as partner or partner:KEN', {
    most: counts.restrictions,
    optional: true,
  })
  recipients?: string[];

  @Day({ optional: true })
  validUntil?: string;
}

/** @throws InvalidInput where neither a year nor an age is given, or an age without its day */
export function birthOf(dto: SpokenDateDto, path: string): BirthInput {
  const { said, calendar, year, month, day, about, age, statedOn, source, certainty } = dto;
  if (year !== undefined && age === undefined) {
    return defined({ said, calendar, year, month, day, about, source, certainty });
  }
  if (age !== undefined && statedOn !== undefined && year === undefined)
    return defined({ said, age, statedOn, source, certainty });
  throw new InvalidInput([
    {
      path,
      code: 'date.incomplete',
      message: 'Give a year (month and day where they are known), or an age together with the day it was stated.',
    },
  ]);
}

export function personOf(
  { relatives, names, places, contacts, documents, birth, sensitiveMarks, health, detention, ...rest }: PersonDto,
  path: string,
): PersonInput {
  return defined({
    ...rest,
    names: names.map(nameOf),
    birth: birth && birthOf(birth, `${path}.birth`),
    places: places?.map((place): PlaceInput => defined({ ...place })),
    contacts: contacts?.map((contact): ContactInput => defined({ ...contact })),
    documents: documents?.map((document) => defined({ ...document })),
    sensitiveMarks: sensitiveMarks && { ...sensitiveMarks },
    health: health && { ...health },
    detention: detention && defined({ ...detention }),
    relatives: relatives?.map((relative, index): RelativeInput => {
      const at = `${path}.relatives.${index}.birth`;
      return defined({
        kind: relative.kind,
        names: relative.names.map(nameOf),
        birth: relative.birth && birthOf(relative.birth, at),
        source: relative.source,
        certainty: relative.certainty,
      });
    }),
  });
}

export function basisOf(dto: BasisDto): BasisInput {
  return defined({ ...dto });
}

function nameOf({ parts, ...name }: NameDto): NameInput {
  return defined({ ...name, parts: parts?.map((part) => ({ ...part })) });
}

/** Without the fields that are not there: what is kept has no empty places. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

/** A person on the way out: as told, with what was made of dates. */
export function showPerson({ details, relatives }: KnownPerson): PersonDto {
  return {
    ...showDetails(details),
    ...(relatives.length > 0 && {
      relatives: relatives.map(({ kind, details: { names, birth, relation } }) => ({
        kind,
        names: names.map(showName),
        ...(birth && { birth: birth.spoken }),
        ...relation,
      })),
    }),
  };
}

function showDetails({ names, birth, relation: _, ...rest }: PersonDetails): PersonDto {
  return { ...rest, names: names.map(showName), ...(birth && { birth: birth.spoken }) };
}

function showName({ script: _, ...name }: PersonDetails['names'][number]): NameDto {
  return defined(name);
}

export function showBasis(basis: BasisInput): BasisDto {
  return defined({ ...basis, validUntil: basis.validUntil?.slice(0, 10) });
}
