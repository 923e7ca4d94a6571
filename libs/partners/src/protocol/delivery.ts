/**
 * What a delivery is to the receiver, by what it already has under the same message id: the same bytes again get the same
 * receipt, other bytes are a conflict (409), whoever is to blame for it.
 */
export function deliveryOf(earlierDigest: string | undefined, digest: string): 'first' | 'again' | 'conflict' {
  if (earlierDigest === undefined) return 'first';
  return earlierDigest === digest ? 'again' : 'conflict';
}

/**
 * Where a message stands among those of its case: `next` is acted upon, `early` waits for the ones before it, `late` was
 * overtaken by its own number, and is never acted upon twice.
 * @param done the number of the last one acted upon, 0 before the first
 */
export function turnOf(done: number, seq: number): 'next' | 'early' | 'late' {
  if (seq === done + 1) return 'next';
  return seq > done ? 'early' : 'late';
}

const FIRST_WAIT = 30;
const LONGEST_WAIT = 6 * 3_600;
/** After that a message is a dead letter, which a person sees. Seconds. */
export const DELIVERY_LIFE = 7 * 86_400;

/**
 * Seconds until the next attempt: doubled each time up to six hours, and spread by a fifth either way, so that a partner who
 * comes back is not met by everybody at once.
 * @param attempts how many were made; @param waited seconds since the first; @param spread 0 to 1, random
 * @returns undefined where it is given up
 */
export function nextAttempt(attempts: number, waited: number, spread: number): number | undefined {
  const wait = Math.min(FIRST_WAIT * 2 ** Math.max(0, attempts - 1), LONGEST_WAIT) * (0.8 + 0.4 * spread);
  return waited + wait < DELIVERY_LIFE ? Math.round(wait) : undefined;
}
