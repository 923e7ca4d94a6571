import { CONTACT_KINDS, LIMITS } from '#libs/people';
import {
  CONTACT_WISHES,
  DEATH_DOCUMENTS,
  TELL,
  TO_WHOM,
  WISHES_GIVEN,
  type Answer,
  type AnswerInput,
  type Asking,
  type ContactToGive,
  type DeathDocument,
  type Wishes,
} from '#libs/results';
import type { AccountId, PersonId } from '#libs/kernel';
import { Choice, Day, Flag, ListOf, Nested, Pattern, Text, Uuid, Uuids } from '../http/fields.js';

const MOST_ENQUIRERS = 20;

export class ContactToGiveDto {
  @Choice(CONTACT_KINDS, 'ContactKind')
  kind!: ContactToGive['kind'];

  @Text({ max: LIMITS.lengths.contact })
  value!: string;
}

export class AskingDto {
  @Day()
  on!: string;

  @Uuid({ optional: true, description: 'who asked; whoever records it where nobody is named' })
  by?: string;

  @Pattern(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'must be a language code such as en or ar')
  language!: string;

  @Flag({ description: 'an interpreter was there' })
  interpreter!: boolean;

  @Choice(WISHES_GIVEN, 'WishesGiven')
  given!: Asking['given'];
}

/** What a located person wishes those who ask to learn. */
export class WishesDto {
  @Choice(TELL, 'Tell')
  fate!: Wishes['fate'];

  @Choice(TELL, 'Tell')
  place!: Wishes['place'];

  @Choice(CONTACT_WISHES, 'ContactWish')
  contact!: Wishes['contact'];

  @Choice(TO_WHOM, 'ToWhom')
  toWhom!: Wishes['toWhom'];

  @Uuids({ most: MOST_ENQUIRERS, optional: true, description: 'the enquirers meant by "these"' })
  enquirers?: string[];

  @Day({ optional: true, description: 'the last day on which it may be told' })
  until?: string;

  @Text({ max: LIMITS.lengths.place, optional: true, description: 'only where the place may be told' })
  placeToTell?: string;

  @ListOf(() => ContactToGiveDto, {
    most: LIMITS.counts.contacts,
    optional: true,
    description: 'only where contacts may be given',
  })
  contactsToGive?: ContactToGiveDto[];

  @Nested(() => AskingDto)
  asked!: AskingDto;

  @Text({ max: LIMITS.lengths.caregiver, optional: true, description: 'who cares for the child and was there' })
  caregiver?: string;

  @Uuid({ optional: true, description: 'the child protection specialist who was there' })
  specialistId?: string;

  @Text({ max: LIMITS.lengths.text, optional: true, description: 'in the words of the person' })
  words?: string;
}

export class DocumentedFateDto {
  @Choice(DEATH_DOCUMENTS, 'DeathDocument')
  document!: DeathDocument;

  @Text({ max: LIMITS.lengths.documentNumber, description: 'number or other mark of the document' })
  reference!: string;

  @Text({ max: LIMITS.lengths.text })
  issuedBy!: string;

  @Day({ optional: true })
  issuedOn?: string;

  @Text({ max: LIMITS.lengths.text, optional: true })
  note?: string;
}

export class RecordWishesDto {
  @Uuid()
  soughtId!: string;

  @Nested(() => WishesDto, { optional: true, description: 'either this' })
  wishes?: WishesDto;

  @Nested(() => DocumentedFateDto, { optional: true, description: 'or this' })
  documentedFate?: DocumentedFateDto;
}

/** @param by who records it, and asked where nobody else is named; undefined where neither or both were given */
export function answerOf(
  { soughtId, wishes, documentedFate }: RecordWishesDto,
  by: AccountId,
): AnswerInput | undefined {
  const one = wishes ? wishesOf(wishes, by) : documentedFate && fateOf(documentedFate);
  return one && !(wishes && documentedFate) ? { soughtId: soughtId as PersonId, answer: one } : undefined;
}

function wishesOf(dto: WishesDto, by: AccountId): Answer {
  const { fate, place, contact, toWhom, enquirers = [], until, placeToTell, contactsToGive, asked, words } = dto;
  const { caregiver, specialistId } = dto;
  return {
    kind: 'wishes',
    wishes: { fate, place, contact, toWhom, enquirers: enquirers as PersonId[], ...(until && { until }) },
    known: {
      ...(placeToTell !== undefined && { place: placeToTell }),
      ...(contactsToGive && { contacts: contactsToGive.map(({ kind, value }) => ({ kind, value })) }),
    },
    asked: {
      on: asked.on,
      by: (asked.by as AccountId | undefined) ?? by,
      language: asked.language,
      interpreter: asked.interpreter,
      given: asked.given,
    },
    ...(caregiver && specialistId && { stoodBy: { caregiver, specialistId: specialistId as AccountId } }),
    ...(words && { words }),
  };
}

function fateOf({ document: kind, reference, issuedBy, issuedOn, note }: DocumentedFateDto): Answer {
  return {
    kind: 'died',
    document: { kind, reference, issuedBy, ...(issuedOn && { issuedOn }) },
    ...(note && { note }),
  };
}
