import { RelinkError } from '#libs/kernel';

export class InterviewClosed extends RelinkError {
  readonly code = 'interview.closed';
  readonly kind = 'conflict';

  constructor() {
    super('The interview was handed in and cannot be changed now. Ask the supervisor to send it back with a question.');
  }
}

export class OwnerUnsuitable extends RelinkError {
  readonly code = 'request.owner-unsuitable';
  readonly kind = 'invalid';

  constructor() {
    super('Choose an active caseworker of this branch to be in charge of the request.');
  }
}
