import { RelinkError } from '#libs/kernel';

/** Wrong e-mail address, wrong password, wrong or used code, disabled account: one answer for all of them. */
export class SignInRefused extends RelinkError {
  readonly code = 'sign-in.refused';
  readonly kind = 'unauthenticated';

  constructor() {
    super('That did not work. Check your e-mail address, your password and the six digits, and wait for a new code.');
  }
}

/** No passkey of ours, a wrong or used answer, a disabled account: one answer for all of them. */
export class PasskeyRefused extends RelinkError {
  readonly code = 'sign-in.passkey-refused';
  readonly kind = 'unauthenticated';

  constructor() {
    super('That passkey did not open Relink. Try again, or sign in with your password and a code.');
  }
}

export class PasskeyNotTaken extends RelinkError {
  readonly code = 'account.passkey-not-taken';
  readonly kind = 'invalid';

  constructor() {
    super('This passkey could not be added. Start again with your password; it has to be done within five minutes.');
  }
}

export class TooManyPasskeys extends RelinkError {
  readonly code = 'account.too-many-passkeys';
  readonly kind = 'conflict';

  constructor() {
    super('You have ten passkeys already. Remove one that you do not use before you add another.');
  }
}

/** Nobody can lock themselves out, and there is always an administrator left: the one who acts. */
export class OwnAccountKept extends RelinkError {
  readonly code = 'account.own';
  readonly kind = 'conflict';

  constructor() {
    super('This is your own account. Ask another administrator to change it.');
  }
}

export class SignInTooOften extends RelinkError {
  readonly code = 'sign-in.slow-down';
  readonly kind = 'too-many';

  constructor(override readonly retryAfter: number) {
    super('There were too many attempts. Please wait a little and try again, or ask your administrator for help.');
  }
}

export class SessionRequired extends RelinkError {
  readonly code = 'session.required';
  readonly kind = 'unauthenticated';

  constructor() {
    super('Please sign in. Sessions end after a while without activity.');
  }
}

export class EnrolmentInvalid extends RelinkError {
  readonly code = 'enrolment.invalid';
  readonly kind = 'not-found';

  constructor() {
    super('This link is not valid any more. Ask your administrator for a new one.');
  }
}

export class EmailTaken extends RelinkError {
  readonly code = 'account.email-taken';
  readonly kind = 'conflict';

  constructor() {
    super(
      'There is an account with this e-mail address already. Look for it among the accounts, or use another address.',
    );
  }
}

export class BranchUnknown extends RelinkError {
  readonly code = 'branch.unknown';
  readonly kind = 'invalid';

  constructor() {
    super('There is no such branch. Create it first, or choose one from the list.');
  }
}

export class BranchCodeTaken extends RelinkError {
  readonly code = 'branch.code-taken';
  readonly kind = 'conflict';

  constructor() {
    super('Another branch has this code already. Choose another one.');
  }
}

/** The code is older than the rule for registrations, and callers know it. */
export class OwnerUnsuitable extends RelinkError {
  readonly code = 'request.owner-unsuitable';
  readonly kind = 'invalid';

  constructor() {
    super('Choose an active caseworker, supervisor or child protection specialist of this branch to be in charge.');
  }
}
