import { RelinkError } from '#libs/kernel';

export class RegistrationSharingUnsuitable extends RelinkError {
  readonly code = 'registration.sharing-unsuitable';
  readonly kind = 'conflict';

  constructor() {
    super('Choose another branch of this Society: the registration cannot be shared with this one.');
  }
}

export class RegistrationTransferUnsuitable extends RelinkError {
  readonly code = 'registration.transfer-unsuitable';
  readonly kind = 'conflict';

  constructor() {
    super(
      'It cannot go to this branch. Choose another one; a protected registration has to be made restricted first, so that somebody there can see it.',
    );
  }
}

export class RegistrationTransferOpen extends RelinkError {
  readonly code = 'registration.transfer-open';
  readonly kind = 'conflict';

  constructor() {
    super('The registration is offered to a branch already. Wait for the answer.');
  }
}

export class NoRegistrationTransferOpen extends RelinkError {
  readonly code = 'registration.no-transfer-open';
  readonly kind = 'conflict';

  constructor() {
    super('The registration is not offered to your branch. Load it again to see where it stands.');
  }
}

export class RegistrationElsewhere extends RelinkError {
  readonly code = 'registration.of-another-branch';
  readonly kind = 'conflict';

  constructor() {
    super('The registration belongs to another branch. Ask its supervisor to share it or hand it over.');
  }
}
