import { RelinkError } from '#libs/kernel';

/** A list, its schema or the place for the result cannot be used. The message is one line and says what to change. */
export class UnusableList extends RelinkError {
  readonly code = 'linkage.unusable-list';
  readonly kind = 'invalid';
}

/** A row that was left out, and why; `line` counts from 1, the heading included. Never holds what the row says. */
export interface BadRow {
  file: string;
  line: number;
  problem: string;
}
