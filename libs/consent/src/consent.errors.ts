import { RelinkError } from '#libs/kernel';

export type PermitRefusal =
  | 'no-basis'
  | 'purpose-not-covered'
  | 'withdrawn'
  | 'expired'
  | 'needs-own-consent'
  | 'recipient-not-covered'
  | 'category-not-covered'
  | 'restricted'
  | 'restricted-in-words'
  | 'protection-flag';

const WHAT_TO_DO: Record<PermitRefusal, string> = {
  'no-basis': 'No legal basis is recorded for this person. Record one first.',
  'purpose-not-covered': 'This use is not part of what was agreed. Ask the person, or record the basis that covers it.',
  withdrawn: 'The person took this back or objected to it. It must not be done unless they agree again.',
  expired: 'The agreement for this has run out or has not begun. Ask the person again.',
  'needs-own-consent': 'This needs the person’s own consent, or for an authority a vital interest. Ask the person.',
  'recipient-not-covered': 'The basis does not name this receiver. Ask the person, and name the receiver in the basis.',
  'category-not-covered': 'Part of this information is not covered. Leave it out, or ask the person and name it.',
  restricted: 'The person does not want this receiver to have it. It must not be done; find a way that they agree to.',
  'restricted-in-words':
    'The person set a limit in their own words. Read it; where it allows this, say so as you send.',
  'protection-flag': 'The person is marked as at risk. Ask the child protection specialist whether this is safe.',
};

/** One concrete use of one person's data is not covered. */
export class PermitRefused extends RelinkError {
  readonly kind = 'conflict';
  readonly code: `permit.${PermitRefusal}`;

  constructor(readonly refusal: PermitRefusal) {
    super(WHAT_TO_DO[refusal]);
    this.code = `permit.${refusal}`;
  }
}

export class BasisWithdrawn extends RelinkError {
  readonly code = 'basis.withdrawn';
  readonly kind = 'conflict';

  constructor() {
    super('This basis was withdrawn and cannot be changed. Where the person agrees again, record a new one.');
  }
}

/** What nobody agreed to cannot be taken back. */
export class NothingAgreed extends RelinkError {
  readonly code = 'basis.nothing-agreed';
  readonly kind = 'conflict';

  constructor() {
    super(
      'This ground is no agreement, so there is nothing to take back. Note that the person objects, or what they ask for by right.',
    );
  }
}

/** One objects to what others hold to be right, and to nothing else. */
export class NothingToObjectTo extends RelinkError {
  readonly code = 'basis.nothing-to-object-to';
  readonly kind = 'conflict';

  constructor() {
    super(
      'Nobody objects to this ground: what the person agreed to they take back. For all else, note what they ask for by right.',
    );
  }
}

/** Something was to be taken out of a basis that is not in it, or all of it. */
export class NothingToNarrow extends RelinkError {
  readonly code = 'basis.nothing-to-narrow';
  readonly kind = 'conflict';

  constructor() {
    super('Name purposes that the basis still covers. Where the person takes all of them back, withdraw the basis.');
  }
}

/** The person has no protection flag, so nothing is held back. */
export class NothingToRelease extends RelinkError {
  readonly code = 'release.nothing-held';
  readonly kind = 'conflict';

  constructor() {
    super('This person has no protection flag: nothing is held back, and nothing needs to be released.');
  }
}
