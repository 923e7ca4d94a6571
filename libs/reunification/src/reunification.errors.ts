import { RelinkError } from '#libs/kernel';

export class MembersUnsuitable extends RelinkError {
  readonly code = 'reunification.members';
  readonly kind = 'invalid';

  constructor() {
    super('Choose two or more people of this request: the enquirer, and those who were located.');
  }
}

export class StatementMisplaced extends RelinkError {
  readonly code = 'reunification.statement-about';
  readonly kind = 'invalid';

  constructor() {
    super(
      'Willingness, a child’s view, best interests and a guardian’s agreement are about one of the family; the rest is about all of them.',
    );
  }
}

export class AlreadyEnded extends RelinkError {
  readonly code = 'reunification.not-after-the-end';
  readonly kind = 'conflict';

  constructor() {
    super('This reunification has ended. Open a new one.');
  }
}

export class NoFollowUpLeft extends RelinkError {
  readonly code = 'reunification.no-follow-up-left';
  readonly kind = 'conflict';

  constructor() {
    super('Every follow-up is recorded. A supervisor can close the reunification.');
  }
}
