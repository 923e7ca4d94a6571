/** What a refusal means to the one who asked; each app maps it to its own transport. */
export type RefusalKind =
  | 'invalid' // the input cannot be understood or is incomplete
  | 'unauthenticated' // we do not know who is asking
  | 'forbidden' // we know, and may say that it exists
  | 'not-found' // it does not exist, or the asker may not learn that it does
  | 'conflict' // the state of things does not allow it now
  | 'stale' // someone else changed it in the meantime
  | 'precondition' // the request must say which version it is about
  | 'too-many'
  | 'too-large' // it is larger than is taken here // later, please
  | 'unavailable'; // a part of Relink is not reachable

/** One refused field: `path` in the input (`soughtPersons.0.names`), a stable code, and what to do. */
export interface Violation {
  path: string;
  code: string;
  message: string;
}

/**
 * A refusal with a stable code. The message tells the reader what to do next and never holds personal data;
 * subclasses stand in `<lib>.errors.ts`, one class per refusal.
 */
export abstract class RelinkError extends Error {
  abstract readonly code: string;
  abstract readonly kind: RefusalKind;
  readonly violations?: readonly Violation[];
  /** Seconds after which asking again makes sense; only with `too-many` and `unavailable`. */
  readonly retryAfter?: number;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The input breaks a rule that only the domain knows (a date that does not exist, a person without a name). */
export class InvalidInput extends RelinkError {
  readonly code = 'input.invalid';
  readonly kind = 'invalid';
  override readonly violations: readonly Violation[];

  constructor(violations: readonly Violation[]) {
    super('Some fields need another look. Each one is named below with what to change.');
    this.violations = violations;
  }
}

/** The record a refusal is about, for the audit log; never shown to the asker. */
export interface RefusedRecord {
  type: string;
  id: string;
}

/** The record does not exist, or the asker may not know that it does: one and the same answer. */
export class NotFound extends RelinkError {
  readonly code = 'record.not-found';
  readonly kind = 'not-found';

  constructor(readonly about?: RefusedRecord) {
    super(
      'There is no such record, or it is not shared with you. Check the reference, or ask the supervisor of its branch.',
    );
  }
}

/** Someone else changed the record since the asker read it. */
export class StaleVersion extends RelinkError {
  readonly code = 'record.stale-version';
  readonly kind = 'stale';

  constructor() {
    super('Someone changed this record after you opened it. Load it again, look at the changes and repeat yours.');
  }
}

/** The asker may see the record but not do this to it. */
export class Forbidden extends RelinkError {
  readonly code = 'access.forbidden';
  readonly kind = 'forbidden';

  constructor(readonly about?: RefusedRecord) {
    super('Your role does not include this step. Ask your supervisor who can do it.');
  }
}
