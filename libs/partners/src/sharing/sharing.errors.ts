import { RelinkError } from '#libs/kernel';

/** The person does not stand in this record. */
export class PersonNotInRecord extends RelinkError {
  readonly code = 'exchange.person-not-there';
  readonly kind = 'conflict';

  constructor() {
    super('This person does not stand in this record. Choose somebody who does.');
  }
}

/** Only what was checked goes, of the person or of the case, in a form that a partner takes. */
export class FileNotShareable extends RelinkError {
  readonly code = 'exchange.file-not-shareable';
  readonly kind = 'conflict';

  constructor() {
    super(
      'A file cannot go along. Choose photos, documents or letters of this person or this case that were checked: JPEG, PNG or PDF, 20 MB at most.',
    );
  }
}
