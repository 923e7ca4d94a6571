import { REFUSALS_OF_AN_ALARM, NO_SLIPS } from '../traffic/housekeeping.js';
import type { RefusalReason } from '../protocol/index.js';
import type { PartnerState } from '../registry/partner.workflow.js';

/** What a person should look at about a partner, the worst first. */
export const CONCERNS = [
  'enquiries-stopped',
  'dead-letters',
  'certificates-overdue',
  'refused-often',
  'keys-end-soon',
  'silent',
  'unread',
  'document-unread',
  'quota-full',
  'suspended',
  'not-yet-trusted',
] as const;
export type Concern = (typeof CONCERNS)[number];

/** So long a message may wait before somebody asks the partner. Milliseconds. */
const SILENCE = 86_400_000;
/** So long a partner's document may be due: it is read every hour until it answers. Milliseconds. */
const UNREAD = 86_400_000;

export interface KeyEnding {
  use: 'sign' | 'seal';
  until: Date;
  /** Another one of the same use is pinned that stays. */
  replaced: boolean;
}

export interface RefusalCount {
  reason: RefusalReason;
  count: number;
}

/** How a partner does, as it can be counted. */
export interface PartnerFigures {
  state: PartnerState;
  /** When the last message of ours was taken there, by its receipt. */
  lastDeliveredAt: Date | null;
  /** When the last message of theirs was taken here, by ours. */
  lastReceivedAt: Date | null;
  /** Messages that are on their way to them. */
  waiting: number;
  oldestWaitingAt: Date | null;
  /** Messages that were given up, and wait for a person. */
  dead: number;
  /** Messages of theirs that were not acted upon yet. */
  unread: number;
  oldestUnreadAt: Date | null;
  /** As of when its document was that was read last, and when it is read next. */
  documentOf: Date | null;
  documentDueAt: Date | null;
  /** Pinned keys that end within thirty days. */
  keysEnding: KeyEnding[];
  /** Of the last day, by kind. */
  refusals: RefusalCount[];
  enquiriesStoppedAt: Date | null;
  /** Certificates that should be there by now; unknown to who does not see what was called back. */
  overdueCertificates: number | null;
  dailyQuota: number;
  /** What it used of it today, by purpose. */
  usedToday: { purpose: string; taken: number }[];
}

/** What of this should somebody look at, the worst first? */
export function concernsOf(figures: PartnerFigures, now: Date): Concern[] {
  const longerThan = (since: Date | null, time: number) => since !== null && now.getTime() - since.getTime() > time;
  const trusted = figures.state === 'paired';
  const holds: Record<Concern, boolean> = {
    'enquiries-stopped': figures.enquiriesStoppedAt !== null,
    'dead-letters': figures.dead > 0,
    'certificates-overdue': (figures.overdueCertificates ?? 0) > 0,
    'refused-often': isAlarming(figures.refusals),
    'keys-end-soon': trusted && figures.keysEnding.some(({ replaced }) => !replaced),
    silent: trusted && longerThan(figures.oldestWaitingAt, SILENCE),
    unread: longerThan(figures.oldestUnreadAt, SILENCE),
    'document-unread': trusted && longerThan(figures.documentDueAt, UNREAD),
    'quota-full': figures.usedToday.some(({ taken }) => taken >= figures.dailyQuota),
    suspended: figures.state === 'suspended',
    'not-yet-trusted': figures.state === 'proposed',
  };
  return CONCERNS.filter((concern) => holds[concern]);
}

function isAlarming(refusals: readonly RefusalCount[]): boolean {
  const all = refusals.reduce((sum, { count }) => sum + count, 0);
  return all >= REFUSALS_OF_AN_ALARM || refusals.some(({ reason }) => NO_SLIPS.includes(reason));
}

/** Orders partners so that those come first whom somebody should look at first. */
export function worstFirst(one: readonly Concern[], other: readonly Concern[]): number {
  const worst = (concerns: readonly Concern[]) => (concerns[0] ? CONCERNS.indexOf(concerns[0]) : CONCERNS.length);
  return worst(one) - worst(other) || other.length - one.length;
}
