import { RelinkError } from '#libs/kernel';

/** The person does not stand in this record. */
export class PersonNotInRecord extends RelinkError {
  readonly code = 'exchange.person-not-there';
  readonly kind = 'conflict';

  constructor() {
    super('This person does not stand in this record. Choose somebody who does.');
  }
}
