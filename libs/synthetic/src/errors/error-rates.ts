/**
 * What may go wrong when a person is told of or written down. `error`: the record says something untrue. `variation`: true, but
 * told or written otherwise. `missing`: the person has it, the record does not.
 */
export type Effect = 'error' | 'variation' | 'missing';

export interface ErrorRate {
  readonly effect: Effect;
  /** Of the records by a registrar in which it can happen at all, the share in which it does. */
  readonly registered: number;
  /** The same for what a relative tells. */
  readonly sought: number;
  readonly what: string;
  readonly why: string;
}

/**
 * The one table of error rates. No public count exists of errors in tracing records, so the rates are chosen, not measured:
 * together they leave out about 30 % of the optional fields and put at least one error into about 30 % of the records, which is
 * the task of the bench. Their proportions follow what is known of registers: single-letter slips make most typing errors
 * (Damerau 1964) and seldom hit the first letter (Yannakoudakis and Fawthrop 1983); offices put 1 January where a birthday is not
 * known; names fall apart where a form asks for a first and a last name; whoever was heard through an interpreter is written by ear.
 */
export const ERROR_RATES = {
  'name.typing': { effect: 'error', registered: 0.06, sought: 0.05, what: 'one letter left out, added, changed or swapped with its neighbour', why: 'the commonest slip at a keyboard' },
  'name.misheard': { effect: 'error', registered: 0.04, sought: 0.03, what: 'a sound taken for its neighbour: p and b, d and t, ح and ه', why: 'interpreters, noise, a language the clerk does not speak' },
  'name.part-dropped': { effect: 'error', registered: 0.03, sought: 0.03, what: 'one of several parts of the name left out', why: 'forms with two fields, names with four parts' },
  'name.parts-swapped': { effect: 'error', registered: 0.03, sought: 0.01, what: 'first and last part exchanged, roles too', why: 'the clerk cannot tell which is which' },
  'name.nickname': { effect: 'error', registered: 0.02, sought: 0.05, what: 'the everyday name in place of the given name', why: 'children often know no other; so do friends' },
  'birth.first-of-january': { effect: 'error', registered: 0.05, sought: 0.02, what: '1 January of the right year', why: 'what offices write where only the year is known' },
  'birth.day-and-month-swapped': { effect: 'error', registered: 0.015, sought: 0.005, what: '4 May written as 5 April', why: 'American and European order; only days up to 12' },
  'birth.digit': { effect: 'error', registered: 0.015, sought: 0.01, what: 'one digit of day or year wrong', why: 'typing, bad handwriting' },
  'birth.age-guessed': { effect: 'error', registered: 0.04, sought: 0.06, what: 'an age that is one to five years off', why: 'assessed by looks, or counted otherwise' },
  'birth.year-wrong': { effect: 'error', registered: 0.01, sought: 0.06, what: 'a year that is one to three years off, as if it were sure', why: 'memory' },
  'birth.calendar-taken-for-another': { effect: 'error', registered: 0.04, sought: 0, what: 'an Ethiopic date, or a Persian day and month, read as Gregorian', why: 'nobody asked which calendar was meant; only where it is not Gregorian' },
  'birth.conversion': { effect: 'error', registered: 0.04, sought: 0.01, what: 'a day or a year lost in converting the calendar', why: 'tables and rules of thumb (minus 621, plus 8); only where it is not Gregorian' },
  'sex.wrong': { effect: 'error', registered: 0.005, sought: 0, what: 'the other sex', why: 'a slip in a list' },
  'place.neighbouring': { effect: 'error', registered: 0.02, sought: 0.02, what: 'another town of the same country as the origin', why: 'the nearest town that the other knows' },
  'relative.typing': { effect: 'error', registered: 0.03, sought: 0.03, what: 'a slip in the name of one relative', why: 'as in one’s own' },
  'relative.kind': { effect: 'error', registered: 0.02, sought: 0.005, what: 'a brother or sister written down as a cousin, a spouse as a companion', why: 'words for kin do not map one to one' },
  'phone.digit': { effect: 'error', registered: 0.03, sought: 0.03, what: 'one digit wrong', why: 'typing; numbers said aloud' },
  'document.digit': { effect: 'error', registered: 0.02, sought: 0.05, what: 'one digit wrong', why: 'typing' },
  'script.foreign': { effect: 'variation', registered: 0.35, sought: 0.15, what: 'Latin in place of the script of the place (registered) or of the family (sought)', why: 'international staff; families who live abroad' },
  'name.respelled': { effect: 'variation', registered: 0.4, sought: 0.1, what: 'letters that stand for each other: أ and ا, ی and ي, ሰ and ሠ; accents left out', why: 'keyboards and habits' },
  'name.order': { effect: 'variation', registered: 0.12, sought: 0.02, what: 'the family name (else the last part) first, half of the time with a comma; last where it usually stands first', why: 'the order of lists' },
  'name.capitals': { effect: 'variation', registered: 0.1, sought: 0.02, what: 'capitals throughout', why: 'forms and machine-readable zones' },
  'name.title': { effect: 'variation', registered: 0.03, sought: 0.04, what: 'Haji, Sheikh, U, Daw, Ato before the name', why: 'politeness' },
  'name.joined': { effect: 'variation', registered: 0.03, sought: 0.01, what: 'two words of the name written as one', why: 'Abd al-Rahman, Abdulrahman; Noor Jahan, Noorjahan' },
  'birth.about': { effect: 'variation', registered: 0.04, sought: 0.3, what: 'about that year', why: 'what relatives remember' },
  'birth.year-only': { effect: 'variation', registered: 0.08, sought: 0.2, what: 'only the year', why: 'no birthday is kept' },
  'birth.age-stated': { effect: 'variation', registered: 0.12, sought: 0.12, what: 'the right age on the day of the interview', why: 'what people know of each other' },
  'phone.changed': { effect: 'variation', registered: 0.3, sought: 0, what: 'a new number', why: 'a new card in every country' },
  'missing.birth': { effect: 'missing', registered: 0.15, sought: 0.15, what: 'birth', why: 'not known or not asked' },
  'missing.sex': { effect: 'missing', registered: 0.1, sought: 0.05, what: 'sex', why: 'seldom left out' },
  'missing.mother': { effect: 'missing', registered: 0.45, sought: 0.25, what: 'mother', why: 'many forms ask for the father only' },
  'missing.father': { effect: 'missing', registered: 0.3, sought: 0.15, what: 'father', why: 'asked for by most forms' },
  'missing.relative': { effect: 'missing', registered: 0.35, sought: 0.35, what: 'each further relative, where some are named', why: 'nobody lists a whole family' },
  'missing.family': { effect: 'missing', registered: 0.3, sought: 0.2, what: 'all further relatives', why: 'no room for them on the form' },
  'missing.origin': { effect: 'missing', registered: 0.25, sought: 0.15, what: 'origin', why: 'feared or not asked' },
  'missing.birthplace': { effect: 'missing', registered: 0.4, sought: 0.5, what: 'place of birth', why: 'on documents, seldom told' },
  'missing.phone': { effect: 'missing', registered: 0.5, sought: 0.7, what: 'phone', why: 'lost on the road; the family has an old one' },
  'missing.document': { effect: 'missing', registered: 0.5, sought: 0.9, what: 'document', why: 'lost or taken; relatives do not know the number' },
} as const satisfies Readonly<Record<string, ErrorRate>>; // prettier-ignore

export type ErrorKind = keyof typeof ERROR_RATES;
export const ERROR_KINDS = Object.keys(ERROR_RATES) as readonly ErrorKind[];

/** Rates of one's own for some kinds; the table's for the rest. */
export type Rates = Readonly<Partial<Record<ErrorKind, number>>>;

/** The table as Markdown, for the documentation. */
export function errorTable(): string {
  const percent = (rate: number): string => `${Number((rate * 100).toFixed(1))} %`;
  const rows = ERROR_KINDS.map((kind) => {
    const { effect, registered, sought, what, why } = ERROR_RATES[kind];
    return `| \`${kind}\` | ${effect} | ${percent(registered)} | ${percent(sought)} | ${what} | ${why} |`;
  });
  return ['| kind | effect | registered | sought | what | why |', '|---|---|---|---|---|---|', ...rows].join('\n');
}
