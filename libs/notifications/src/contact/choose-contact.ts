import type { ContactInput, PersonDetails } from '#libs/people';
import { nextWithin, readHours, type Hours } from './hours.js';

export const CHANNELS = ['email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where and how one person is written to. */
export interface Reach {
  channel: Channel;
  /** As the channel wants it: an address, or a number such as +4722000000. */
  address: string;
  /** Codes by preference. */
  languages: readonly string[];
}

export type Choice = { now: Reach } | { later: Date } | 'nobody-to-write-to';

export interface Surroundings {
  /** Channels that lead somewhere in this deployment. */
  channels: readonly Channel[];
  now: Date;
  /** IANA name of the time zone the Society's people live in. */
  zone: string;
  /** When nobody is written to who named no hours of their own. */
  quiet: Hours;
  /** Addresses that have failed for good. */
  failing: (address: string) => boolean;
}

/**
 * Which of a person's contacts a machine may write to, now or later. Only their own e-mail and mobile number: a letter
 * and "reach me through" are for people. What somebody wrote about hours or words and a machine does not understand for
 * certain closes the contact to the machine. Pure.
 */
export function chooseContact({ contacts = [], languages = [] }: PersonDetails, around: Surroundings): Choice {
  let later: Date | undefined;
  for (const contact of contacts) {
    const reach = reachOf(contact, languages);
    if (!reach || !around.channels.includes(reach.channel) || around.failing(reach.address)) continue;
    const at = mayBeWrittenTo(contact, around);
    if (!at) continue;
    if (at <= around.now) return { now: reach };
    if (!later || at < later) later = at;
  }
  return later ? { later } : 'nobody-to-write-to';
}

function reachOf({ kind, value, language }: ContactInput, spoken: readonly string[]): Reach | undefined {
  const languages = [...(language ? [language] : []), ...spoken];
  const number = value.replace(/[\s().-]/g, '').replace(/^00/, '+');
  if (kind === 'phone' && /^\+\d{8,15}$/.test(number)) return { channel: 'sms', address: number, languages };
  const address = value.trim();
  if (kind === 'messaging' && EMAIL.test(address) && address.length <= 254)
    return { channel: 'email', address, languages };
  return undefined;
}

const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i;

/** "Please call" is all we say; notes that allow at least that. Any other note is for people to read. */
const ALLOWS_A_CALL = /^(anything|everything|(that (we|you) called)|please call|call back|call me( back)?)\.?$/i;

function mayBeWrittenTo({ safeHours, mayBeSaid }: ContactInput, { now, zone, quiet }: Surroundings): Date | undefined {
  if (mayBeSaid !== undefined && !ALLOWS_A_CALL.test(mayBeSaid.trim())) return undefined;
  const hours = safeHours === undefined ? complementOf(quiet) : readHours(safeHours);
  if (hours === 'any') return now;
  return hours && nextWithin(hours, now, zone);
}

function complementOf({ ranges, days }: Hours): Hours {
  return { days, ranges: ranges.map(({ from, to }) => ({ from: to, to: from })) };
}
