import { concernsOf, CONCERNS, worstFirst, type Concern, type PartnerFigures } from './concerns.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const WELL: PartnerFigures = {
  state: 'paired',
  lastDeliveredAt: hoursAgo(2),
  lastReceivedAt: hoursAgo(3),
  waiting: 2,
  oldestWaitingAt: hoursAgo(23),
  dead: 0,
  unread: 1,
  oldestUnreadAt: hoursAgo(1),
  documentOf: hoursAgo(4),
  documentDueAt: hoursAgo(-20),
  keysEnding: [{ use: 'sign', until: hoursAgo(-100), replaced: true }],
  refusals: [{ reason: 'signature-time', count: 19 }],
  enquiriesStoppedAt: null,
  overdueCertificates: 0,
  dailyQuota: 10,
  usedToday: [{ purpose: 'share-with-partner', taken: 9 }],
};

describe('a partner', () => {
  it('that does well is no concern of anybody', () => {
    expect(concernsOf(WELL, NOW)).toEqual([]);
    expect(concernsOf({ ...WELL, overdueCertificates: null }, NOW)).toEqual([]);
  });

  const CASES: Record<Concern, Partial<PartnerFigures>> = {
    'enquiries-stopped': { enquiriesStoppedAt: NOW },
    'dead-letters': { dead: 1 },
    'certificates-overdue': { overdueCertificates: 1 },
    'refused-often': { refusals: [{ reason: 'signature-time', count: 20 }] },
    'keys-end-soon': { keysEnding: [{ use: 'seal', until: hoursAgo(-1), replaced: false }] },
    silent: { oldestWaitingAt: hoursAgo(25) },
    unread: { oldestUnreadAt: hoursAgo(25) },
    'document-unread': { documentDueAt: hoursAgo(25) },
    'quota-full': { usedToday: [{ purpose: 'share-with-partner', taken: 10 }] },
    suspended: { state: 'suspended' },
    'not-yet-trusted': { state: 'proposed' },
  };
  it.each(CONCERNS)('shows %s, and nothing else, where that is so', (concern) => {
    expect(concernsOf({ ...WELL, ...CASES[concern] }, NOW)).toEqual([concern]);
  });

  it.each(['hops', 'inner-signature', 'replay'] as const)(
    'is refused often when it is refused once for %s',
    (reason) => {
      expect(concernsOf({ ...WELL, refusals: [{ reason, count: 1 }] }, NOW)).toEqual(['refused-often']);
    },
  );

  it('that is not trusted is not waited for', () => {
    const figures = { ...WELL, ...CASES.silent, ...CASES['keys-end-soon'], ...CASES['document-unread'] };
    expect(concernsOf({ ...figures, state: 'suspended' }, NOW)).toEqual(['suspended']);
  });
});

describe('the order of partners', () => {
  it('is by the worst concern, then by how many there are', () => {
    const lists: Concern[][] = [
      [],
      ['quota-full'],
      ['dead-letters'],
      ['silent', 'quota-full'],
      ['dead-letters', 'silent'],
    ];
    expect(lists.sort(worstFirst)).toEqual([
      ['dead-letters', 'silent'],
      ['dead-letters'],
      ['silent', 'quota-full'],
      ['quota-full'],
      [],
    ]);
  });
});
