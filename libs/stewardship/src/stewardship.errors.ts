import { RelinkError } from '#libs/kernel';

export class PersonCarriesDossier extends RelinkError {
  readonly code = 'erasure.whole-dossier-needed';
  readonly kind = 'conflict';

  constructor() {
    super('The whole record is about this person and cannot do without them. Erase the record as a whole.');
  }
}

export class OnLegalHold extends RelinkError {
  readonly code = 'erasure.on-hold';
  readonly kind = 'conflict';

  constructor() {
    super('This record is on legal hold. Lift the hold first, where its reason is gone.');
  }
}

export class AlreadyOrdered extends RelinkError {
  readonly code = 'erasure.already-ordered';
  readonly kind = 'conflict';

  constructor() {
    super('This erasure has been ordered already. It is done within minutes.');
  }
}
