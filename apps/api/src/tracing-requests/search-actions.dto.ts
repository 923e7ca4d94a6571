import { SEARCH_KINDS, SEARCH_OUTCOMES, type SearchKind, type SearchOutcome } from '#libs/cases';
import { LIMITS } from '#libs/people';
import { Choice, Day, Flag, Pattern, Text, Uuid } from '../http/fields.js';

const WORDS = { max: LIMITS.lengths.text } as const;

export class SearchPlanDto {
  @Uuid({ description: 'the sought person' })
  soughtId!: string;

  @Choice(SEARCH_KINDS, 'SearchKind')
  kind!: SearchKind;

  @Day()
  due!: string;

  @Uuid({ optional: true, description: 'who does it; you where left out' })
  ownerId?: string;

  @Pattern(/^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$/, 'must be the id or code of the authority or partner', {
    optional: true,
    description: 'who is asked, for an enquiry at an authority or a partner',
  })
  recipient?: string;

  @Pattern(/^[A-Z]{2}$/, 'must be a country as two capital letters', { optional: true })
  recipientCountry?: string;

  @Flag({
    optional: true,
    description: "you have read the restrictions in the person's own words and none stands against it",
  })
  restrictionsRead?: boolean;

  @Text({ ...WORDS, optional: true, description: 'what is to be done: where, with whom, which list' })
  plan?: string;

  @Text({ ...WORDS, optional: true, description: 'for an enquiry at an authority: why it does nobody any harm' })
  harmCheck?: string;
}

export class SearchOutcomeDto {
  @Choice(SEARCH_OUTCOMES, 'SearchOutcome')
  outcome!: SearchOutcome;

  @Text({ ...WORDS, optional: true })
  result?: string;

  @Text({ ...WORDS, description: 'where that is known from' })
  source!: string;
}

export class AbandonSearchDto {
  @Text({ ...WORDS })
  reason!: string;
}
