import { RelinkError, type Violation } from '#libs/kernel';
import { nameDoers, type Doer } from './doers.js';

/** The record's state does not know this step. */
export class TransitionRefused extends RelinkError {
  readonly code = 'workflow.not-allowed-now';
  readonly kind = 'conflict';

  constructor(
    readonly action: string,
    readonly state: string,
  ) {
    super(`This step is not possible while the record is "${words(state)}". Load it again to see which steps are.`);
  }
}

/** The step is possible, but something is missing: one violation for each unmet guard, with the guard's name as code. */
export class GuardNotMet extends RelinkError {
  readonly code = 'workflow.guard-not-met';
  readonly kind = 'conflict';
  override readonly violations: readonly Violation[];

  constructor(unmet: readonly { code: string; message: string }[]) {
    super('Something is missing for this step. Each point is named below with what to do.');
    this.violations = unmet.map(({ code, message }) => ({ path: '', code, message }));
  }
}

/** The step is someone else's. */
export class NotYours extends RelinkError {
  readonly code = 'workflow.not-yours';
  readonly kind = 'forbidden';

  constructor(readonly by: readonly Doer[]) {
    super(`This step is for ${nameDoers(by)}. Ask them to take it.`);
  }
}

function words(state: string): string {
  return state.replaceAll('-', ' ');
}
