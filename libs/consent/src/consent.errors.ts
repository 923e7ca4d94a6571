import { RelinkError } from '#libs/kernel';

export type PermitRefusal = 'no-basis' | 'withdrawn' | 'expired' | 'purpose-not-covered';

const WHAT_TO_DO: Record<PermitRefusal, string> = {
  'no-basis': 'No legal basis is recorded for this person. Record one first.',
  withdrawn: 'The agreement for this was withdrawn. It must not be done.',
  expired: 'The agreement for this has run out. Ask the person again.',
  'purpose-not-covered': 'This use is not part of what was agreed. Ask the person, or record the basis that covers it.',
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
