import { LEGAL_BASES } from '#libs/consent';
import { SENSITIVITIES } from '#libs/kernel';
import { exactly, HANDLE, listOf, oneOf, record, SECONDS, UUID, type ShapeOf } from './shapes.js';

/** The purposes of the closed list for which something may go to another Society. */
export const EXCHANGE_PURPOSES = ['share-with-partner', 'ask-partners-blindly', 'share-with-icrc', 'refer'] as const;
export type ExchangePurpose = (typeof EXCHANGE_PURPOSES)[number];

/** The portions of what is known of a person that can cross a border; each transfer names its own. */
export const SHARED_FIELDS = [
  'names',
  'sex',
  'birth',
  'places',
  'languages',
  'occupation',
  'marks',
  'relation',
  'relatives',
  'circumstances',
  'fate',
  'whereabouts',
  'contacts',
  'files',
] as const;
export type SharedField = (typeof SHARED_FIELDS)[number];

/** How what a message carries is to be handled; signed with it, and kept with it as long as it is kept. */
export const ENVELOPE = record(
  {
    /** The case, by a random name that these two Societies alone use. */
    case: HANDLE,
    purpose: oneOf(EXCHANGE_PURPOSES),
    basis: oneOf(LEGAL_BASES),
    /** What the message may carry, and nothing else. */
    fields: listOf(oneOf(SHARED_FIELDS), 0, SHARED_FIELDS.length),
    sensitivity: oneOf(SENSITIVITIES),
    /** From then on the receiver has it no more. */
    expires: SECONDS,
    /** Only the origin discloses. */
    hops: exactly(0),
    onward: exactly('forbidden'),
  },
  /** The sender's permit for this very transfer; whatever carries a field has one. */
  { permit: UUID },
);
export type Envelope = ShapeOf<typeof ENVELOPE>;
