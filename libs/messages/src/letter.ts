import type { PersonInput, RelationKind } from '#libs/people';

/** About thirty lines of a sheet of paper. */
export const MOST_LINES = 30;
const LINE_CHARACTERS = 80;
/** Whatever is longer cannot fit. */
export const MOST_CHARACTERS = MOST_LINES * LINE_CHARACTERS;

/** How many lines a text fills on the sheet. Pure. */
export function linesOf(text: string): number {
  return text
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .reduce((lines, line) => lines + Math.max(1, Math.ceil([...line].length / LINE_CHARACTERS)), 0);
}

export const MESSAGE_GIVEN = ['spoken', 'signed', 'thumbprint', 'witnessed'] as const;

/** Why a message is refused; the writer is told in these words (texts `message.why.…`). */
export const MESSAGE_REFUSALS = [
  'not-family-news',
  'money-or-goods',
  'politics-or-military',
  'could-do-harm',
  'not-readable',
  'too-long',
] as const;
export type MessageRefusal = (typeof MESSAGE_REFUSALS)[number];

/** Why it came back. The writer is told the same words whichever it was: whoever does not want a letter is not given away. */
export const RETURN_REASONS = ['not-found', 'moved', 'did-not-take-it', 'not-safe-to-deliver', 'other'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

export const HANDING_OVER = ['handed-over', 'read-aloud', 'read-on-the-phone'] as const;
export type HandingOver = (typeof HANDING_OVER)[number];

/** A message as it is collected. */
export interface MessageInput {
  writer: PersonInput;
  addressee: PersonInput;
  /** What the addressee is to the writer. */
  relation: RelationKind;
  /** Where the addressee lives, as far as the writer knows. */
  address?: string;
  /** BCP 47. */
  language: string;
  text: string;
  /** How the writer agreed that it is passed on. */
  given: (typeof MESSAGE_GIVEN)[number];
}

/** What is sealed of a message beside its text, under the key of its dossier. */
export interface MessageDetails {
  relation: RelationKind;
  address?: string;
  language: string;
  /** Which way it goes. */
  way?: string;
  refusal?: MessageRefusal;
  returned?: { reason: ReturnReason; note?: string };
  delivery?: { mode: HandingOver; where: string; replyInvited: boolean };
  /** How the writer was told what became of it. */
  writerTold?: string;
}
