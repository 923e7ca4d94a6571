import { RelinkError } from '#libs/kernel';

export class InterviewClosed extends RelinkError {
  readonly code = 'interview.closed';
  readonly kind = 'conflict';

  constructor() {
    super('The interview was handed in and cannot be changed now. Ask the supervisor to send it back with a question.');
  }
}

export class SensitivityTooLow extends RelinkError {
  readonly code = 'request.sensitivity-too-low';
  readonly kind = 'conflict';

  constructor() {
    super(
      'Somebody in this request needs protection, so it cannot be open to the whole branch. Take the flag away first.',
    );
  }
}

export class NotInPreCase extends RelinkError {
  readonly code = 'interview.not-handed-in';
  readonly kind = 'conflict';

  constructor() {
    super('The interview is not handed in yet. Change it directly.');
  }
}

export class SoughtPersonStays extends RelinkError {
  readonly code = 'request.sought-person-stays';
  readonly kind = 'conflict';

  constructor() {
    super(
      'A person who is being sought cannot be taken out of the request. Correct what is wrong, or close the request.',
    );
  }
}

export class SoughtPersonUnknown extends RelinkError {
  readonly code = 'request.sought-person-unknown';
  readonly kind = 'invalid';

  constructor() {
    super('This request does not look for that person. Load it again and choose one of those shown.');
  }
}

export class DuplicateUnsuitable extends RelinkError {
  readonly code = 'duplicate.unsuitable';
  readonly kind = 'invalid';

  constructor() {
    super('A request cannot be a duplicate of itself. Choose another one.');
  }
}

export class NotMarkedAsDuplicate extends RelinkError {
  readonly code = 'duplicate.not-marked';
  readonly kind = 'conflict';

  constructor() {
    super('These two requests do not stand for that now. Load the request again and see what is marked or merged.');
  }
}

export class TransferUnsuitable extends RelinkError {
  readonly code = 'transfer.unsuitable';
  readonly kind = 'invalid';

  constructor() {
    super('Choose another branch to hand the case to, one that has a supervisor.');
  }
}

export class TransferOpen extends RelinkError {
  readonly code = 'transfer.open';
  readonly kind = 'conflict';

  constructor() {
    super('The case is offered to a branch already. Wait for the answer, or take the offer back first.');
  }
}

export class NoTransferOpen extends RelinkError {
  readonly code = 'transfer.not-open';
  readonly kind = 'conflict';

  constructor() {
    super('There is no offer to answer now. Load the case again.');
  }
}

export class SharingUnsuitable extends RelinkError {
  readonly code = 'sharing.unsuitable';
  readonly kind = 'invalid';

  constructor() {
    super('Choose a branch other than the one the case belongs to.');
  }
}

export class ServiceUnsuitable extends RelinkError {
  readonly code = 'refusal.service-unsuitable';
  readonly kind = 'invalid';

  constructor() {
    super(
      'This service is not in the directory, or is closed. Choose one that is open, name another, or say that none exists.',
    );
  }
}
