import { RelinkError } from '#libs/kernel';

/** A partner of this code, or with one of these keys, is in the registry already. */
export class PartnerKnown extends RelinkError {
  readonly code = 'partners.known-already';
  readonly kind = 'conflict';

  constructor() {
    super('This partner, or one of these keys, is in the registry already. Look for it there.');
  }
}
