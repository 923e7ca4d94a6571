import { ENVELOPE, EXCHANGE_PURPOSES, SHARED_FIELDS } from './envelope.js';
import { FILE_PART } from './file-parts.js';
import { SHARED_PERSON } from './shared-person.js';
import {
  DAY,
  exactly,
  formed,
  listOf,
  oneOf,
  record,
  SECONDS,
  SHA256,
  SOCIETY,
  UUID,
  whole,
  type ShapeOf,
} from './shapes.js';

export const VERSION = 1;

/** What every message says of itself. */
const CLAIMS = {
  v: exactly(VERSION),
  iss: SOCIETY,
  aud: SOCIETY,
  /** Names the message for good: repeated delivery carries it again, and it is the request's `Idempotency-Key`. */
  jti: UUID,
  iat: SECONDS,
  /** After that nobody takes the message any more. */
  exp: SECONDS,
  /** Counts the messages of one Society about one case, from 1: they are acted upon in this order. */
  seq: whole(1, 1_000_000),
  envelope: ENVELOPE,
  /** Blanks up to the next size class, so that the length says little. */
  padding: formed(' *', 262_144),
} as const;

export const ANSWERS = ['nothing-we-can-share', 'need-more', 'let-us-talk'] as const;

/** What a person at the receiver's says about an enquiry; never a score. */
const ANSWER = record(
  { about: UUID, answer: oneOf(ANSWERS) },
  { wanted: listOf(oneOf(SHARED_FIELDS), 1, SHARED_FIELDS.length) },
);

/** Why something disclosed is called back. */
export const RECALL_CAUSES = [
  'consent-withdrawn',
  'objection',
  'erasure',
  'sent-in-error',
  'protection',
  'expired',
  'compromise',
] as const;
export type RecallCause = (typeof RECALL_CAUSES)[number];

/** What is not deleted in spite of a recall, or cannot be. */
export const DELETION_EXCEPTIONS = ['legal-obligation', 'printed', 'told-to-family'] as const;
export type DeletionException = (typeof DELETION_EXCEPTIONS)[number];

/** What an order or a report is called among security events (RFC 8417): one of each. */
export const CORRECTION = 'urn:relink:exchange:correction';
export const WITHDRAWAL = 'urn:relink:exchange:withdrawal';
export const RECALL = 'urn:relink:exchange:recall';
export const CERTIFICATE = 'urn:relink:exchange:deletion-certificate';
export const KEY_REVOCATION = 'urn:relink:exchange:key-revocation';

/** An order or a report about something disclosed earlier, each the one event of a Security Event Token (RFC 8417). */
const EVENTS = {
  [CORRECTION]: record({ message: UUID, person: SHARED_PERSON }),
  [WITHDRAWAL]: record({
    message: UUID,
    purposes: listOf(oneOf(EXCHANGE_PURPOSES), 1, EXCHANGE_PURPOSES.length),
    by: SECONDS,
  }),
  [RECALL]: record({
    message: UUID,
    cause: oneOf(RECALL_CAUSES),
    by: SECONDS,
  }),
  [CERTIFICATE]: record({
    message: UUID,
    at: SECONDS,
    digests: listOf(SHA256, 0, 50),
    stores: listOf(oneOf(['records', 'files', 'search', 'queues', 'exports']), 1, 5),
    /** The last backup that still holds it is gone by then. */
    backupsGone: DAY,
    exceptions: listOf(oneOf(DELETION_EXCEPTIONS), 0, 3),
  }),
  [KEY_REVOCATION]: record({ key: SHA256, since: SECONDS }),
} as const;
export type EventUri = keyof typeof EVENTS;

function notice<const U extends EventUri>(uri: U) {
  return record({
    ...CLAIMS,
    type: exactly('notice'),
    events: record({ [uri]: EVENTS[uri] } as Pick<typeof EVENTS, U>),
  });
}

/** Each message there is, by the name of its schema. */
export const MESSAGES = {
  enquiry: record({ ...CLAIMS, type: exactly('enquiry'), body: record({ person: SHARED_PERSON }) }),
  answer: record({ ...CLAIMS, type: exactly('answer'), body: ANSWER }),
  disclosure: record({
    ...CLAIMS,
    type: exactly('disclosure'),
    body: record({ person: SHARED_PERSON }, { about: UUID }),
  }),
  'file-part': record({ ...CLAIMS, type: exactly('file-part'), body: FILE_PART }),
  /** The receipt of the second stage, which follows when a person has accepted or declined. */
  decision: record({
    ...CLAIMS,
    type: exactly('decision'),
    body: record({ receipt: formed('[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{86}', 2_048) }),
  }),
  correction: notice(CORRECTION),
  withdrawal: notice(WITHDRAWAL),
  recall: notice(RECALL),
  'deletion-certificate': notice(CERTIFICATE),
  'key-revocation': notice(KEY_REVOCATION),
} as const;
export type MessageName = keyof typeof MESSAGES;
export type MessageOf<N extends MessageName> = ShapeOf<(typeof MESSAGES)[N]>;
export type Message = { [N in MessageName]: MessageOf<N> }[MessageName];

/** Which message this is; undefined where it is none, or carries anything its shape does not name. */
export function nameOf(value: unknown): MessageName | undefined {
  return (Object.keys(MESSAGES) as MessageName[]).find((name) => MESSAGES[name].check(value, '') === undefined);
}

/** What of a person the message carries. */
export function fieldsOf(message: Message): string[] {
  if ('events' in message) {
    const [event] = Object.values(message.events) as { person?: object }[];
    return Object.keys(event?.person ?? {});
  }
  if (message.type === 'file-part') return ['files'];
  return 'person' in message.body ? Object.keys(message.body.person) : [];
}
