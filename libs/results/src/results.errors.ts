import { RelinkError } from '#libs/kernel';

export class NotLocatedYet extends RelinkError {
  readonly code = 'wishes.not-located';
  readonly kind = 'conflict';

  constructor() {
    super('This person is not located yet, or is not part of this request. Record how they were found first.');
  }
}

export class AnswerMissing extends RelinkError {
  readonly code = 'wishes.answer-missing';
  readonly kind = 'invalid';

  constructor() {
    super('Give either the wishes of the person or the documented fate, and not both.');
  }
}

export class SpecialistUnsuitable extends RelinkError {
  readonly code = 'wishes.specialist-unsuitable';
  readonly kind = 'invalid';

  constructor() {
    super('Choose an active child protection specialist who was there.');
  }
}

export class ChildNeedsTwo extends RelinkError {
  readonly code = 'wishes.child-needs-two';
  readonly kind = 'conflict';

  constructor() {
    super('A child is asked with the caregiver and a child protection specialist. Record both.');
  }
}

export class EnquirerUnknown extends RelinkError {
  readonly code = 'wishes.enquirer-unknown';
  readonly kind = 'invalid';

  constructor() {
    super('Choose those who may be told among the enquirers of requests you can see.');
  }
}

export class ApprovedByYou extends RelinkError {
  readonly code = 'result.approved-by-you';
  readonly kind = 'conflict';

  constructor() {
    super('You have approved this result. Ask a second supervisor, who did not prepare it either.');
  }
}

export class ResultOutdated extends RelinkError {
  readonly code = 'result.outdated';
  readonly kind = 'conflict';

  constructor() {
    super('What may be told has changed since the result was made. Prepare it again and have it approved.');
  }
}

export class DelivererUnsuitable extends RelinkError {
  readonly code = 'result.deliverer-unsuitable';
  readonly kind = 'invalid';

  constructor() {
    super('Choose an active member of staff who works on cases to have delivered it.');
  }
}
