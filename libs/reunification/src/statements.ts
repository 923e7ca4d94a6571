import type { AccountId, PersonId, Role } from '#libs/kernel';

/** About the family as a whole. */
const OF_THE_FAMILY = [
  'contact-restored',
  'relation-evidence',
  'place-check',
  'documents',
  'no-coercion',
  'journey',
  'signed-by-handing-over',
  'signed-by-receiving',
] as const;
/** About one of them. */
const OF_ONE = ['willingness', 'childs-view', 'best-interests', 'guardian'] as const;

export const STATEMENT_KINDS = [...OF_THE_FAMILY, ...OF_ONE] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];
/** With what is written down in words beside a step. */
export type AnyStatementKind = StatementKind | 'follow-up' | 'reason';

export const STATEMENT_ANSWERS = ['yes', 'no', 'cannot-say'] as const;
export type StatementAnswer = (typeof STATEMENT_ANSWERS)[number];

export function isAboutOne(kind: AnyStatementKind): boolean {
  return (OF_ONE as readonly string[]).includes(kind);
}

/** What is sealed of a statement. */
export interface StatementWords {
  answer: StatementAnswer;
  /** `YYYY-MM-DD`: when it was said, checked, signed. */
  on: string;
  text: string;
}

/** A statement as the conditions look at it. */
export interface StatementFacts {
  kind: AnyStatementKind;
  personId?: PersonId;
  answer: StatementAnswer;
  recordedBy: AccountId;
  /** The role in which they said it. */
  role: Role;
}
