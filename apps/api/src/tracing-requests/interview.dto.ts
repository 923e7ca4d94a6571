import {
  CAUSES,
  type Circumstances,
  type CircumstancesInput,
  type InterviewInput,
  type RequestView,
} from '#libs/cases';
import type { PersonId } from '#libs/kernel';
import { LIMITS, RELATION_KINDS } from '#libs/people';
import { Choice, Flag, ListOf, Nested, Text, Uuid } from '../http/fields.js';
import {
  BasisDto,
  basisOf,
  birthOf,
  PersonDto,
  personOf,
  showBasis,
  showPerson,
  SpokenDateDto,
} from '../people/person.dto.js';

export class EnquirerDto {
  @Uuid({ optional: true, description: 'of the enquirer, as it was given out; nothing is changed by it' })
  id?: string;

  @Nested(() => PersonDto)
  person!: PersonDto;

  @Flag({ optional: true })
  identityChecked?: boolean;

  @Nested(() => BasisDto, { optional: true })
  basis?: BasisDto;
}

export class CircumstancesDto {
  @Nested(() => SpokenDateDto, { optional: true })
  lostContact?: SpokenDateDto;

  @Text({ max: LIMITS.lengths.place, optional: true })
  place?: string;

  @Choice(CAUSES, 'Cause', { optional: true })
  cause?: (typeof CAUSES)[number];

  @Text({ max: LIMITS.lengths.text, optional: true })
  withWhom?: string;

  @Text({ max: LIMITS.lengths.text, optional: true })
  lastNews?: string;

  @Text({ max: LIMITS.lengths.text, optional: true })
  narrative?: string;
}

export class SoughtPersonDto {
  @Uuid({ optional: true, description: 'of a sought person who is in the request already' })
  id?: string;

  @Nested(() => PersonDto)
  person!: PersonDto;

  @Choice(RELATION_KINDS, 'RelationKind', { description: 'what the sought person is to the enquirer' })
  relation!: (typeof RELATION_KINDS)[number];

  @Nested(() => CircumstancesDto, { optional: true })
  circumstances?: CircumstancesDto;

  @Nested(() => BasisDto, { optional: true })
  basis?: BasisDto;
}

export class InterviewDto {
  @Nested(() => EnquirerDto)
  enquirer!: EnquirerDto;

  @ListOf(() => SoughtPersonDto, { most: LIMITS.counts.soughtPersons, optional: true })
  soughtPersons?: SoughtPersonDto[];

  @Flag({ optional: true })
  informationNoticeGiven?: boolean;

  @Text({ max: LIMITS.lengths.text, optional: true })
  story?: string;
}

/** @param path where the interview stands in the body, for the violations */
export function interviewOf(
  { enquirer, soughtPersons, informationNoticeGiven, story }: InterviewDto,
  path = '',
): InterviewInput {
  return {
    enquirer: {
      person: personOf(enquirer.person, `${path}enquirer.person`),
      identityChecked: enquirer.identityChecked,
      basis: enquirer.basis && basisOf(enquirer.basis),
    },
    soughtPersons: soughtPersons?.map(({ id, person, relation, circumstances, basis }, index) => ({
      id: id as PersonId | undefined,
      person: personOf(person, `${path}soughtPersons.${index}.person`),
      relation,
      circumstances: circumstances && circumstancesOf(circumstances, `${path}soughtPersons.${index}.circumstances`),
      basis: basis && basisOf(basis),
    })),
    informationNoticeGiven,
    story,
  };
}

function circumstancesOf({ lostContact, ...rest }: CircumstancesDto, path: string): CircumstancesInput {
  return { ...rest, ...(lostContact && { lostContact: birthOf(lostContact, `${path}.lostContact`) }) };
}

export function showInterview({ enquirer, soughtPersons, informationNoticeGiven, story }: RequestView): InterviewDto {
  return {
    enquirer: {
      id: enquirer.person.id,
      person: showPerson(enquirer.person),
      identityChecked: enquirer.identityChecked,
      ...(enquirer.basis && { basis: showBasis(enquirer.basis) }),
    },
    soughtPersons: soughtPersons.map(({ person, relation, circumstances, basis }) => ({
      id: person.id,
      person: showPerson(person),
      relation,
      circumstances: showCircumstances(circumstances),
      ...(basis && { basis: showBasis(basis) }),
    })),
    informationNoticeGiven,
    ...(story.story !== undefined && { story: story.story }),
  };
}

function showCircumstances({ lostContactDate: _, ...told }: Circumstances): CircumstancesDto {
  return told;
}
