import { RelinkError } from '#libs/kernel';

/** The person does not stand in this record. */
export class PersonNotInRecord extends RelinkError {
  readonly code = 'exchange.person-not-there';
  readonly kind = 'conflict';

  constructor() {
    super('This person does not stand in this record. Choose somebody who does.');
  }
}

/** It was sent already, or never will be: there is nothing to send again. */
export class NothingToSend extends RelinkError {
  readonly code = 'exchange.nothing-to-send';
  readonly kind = 'conflict';

  constructor() {
    super('There is nothing to send now. Read the record again.');
  }
}
