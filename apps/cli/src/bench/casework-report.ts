import type { Latencies } from './pace.js';
import { percentile, printTable } from './table.js';

export const REGISTRATIONS_A_SECOND = 50;
/** Three writes each: first contact, interview handed in, accepted. */
export const REQUESTS_A_SECOND = 20 / 3;

/** What `bench retrieval` allows too: of whom hardly anything agrees, no key does. */
const MOST_NOT_FOUND = 0.03;

export interface Measured {
  registrations: Latencies;
  requestWrites: Latencies;
  reads: Latencies;
  proposals: number[];
  /** Proposals that came, but later than anybody watched for them. */
  late: number;
  /** Counterparts that the search did not find at all, now that nothing is left to do. */
  notFound: number;
  refusals: Map<string, number>;
  acknowledged: { registrations: number; requests: number };
  kept: { registrations: number; requests: number; failed: number };
  quietAfter: number;
  /** Seconds until the last was answered: where more comes than is done, longer than they came for. */
  took: number;
}

/** Prints what was measured beside what was to be reached. */
export function report(measured: Measured, persons: number, seconds: number): void {
  const { registrations, requestWrites, reads, proposals, late, notFound, refusals, acknowledged, kept } = measured;
  const { quietAfter, took } = measured;
  const counterparts = proposals.length + late + notFound;
  const writes = [...registrations.values(), ...requestWrites.values()].flat();
  const row = (measure: string, values: readonly number[], most?: number) => {
    const p95 = percentile(values, 0.95);
    return {
      measure: `${measure}, p50 / p95 ms`,
      value: `${percentile(values, 0.5).toFixed(0)} / ${p95.toFixed(0)}`,
      ...(most !== undefined && { goal: `p95 ≤ ${most}`, met: p95 <= most }),
    };
  };
  const lost = acknowledged.registrations - kept.registrations + (acknowledged.requests - kept.requests) + kept.failed;
  printTable(`casework: ${seconds} s on top of ${persons} persons`, [
    {
      measure: 'registrations a second',
      value: (acknowledged.registrations / took).toFixed(1),
      goal: `${REGISTRATIONS_A_SECOND}`,
      met: acknowledged.registrations >= took * REGISTRATIONS_A_SECOND * 0.98,
    },
    {
      measure: 'request writes a second',
      value: ((acknowledged.requests * 3) / took).toFixed(1),
      goal: '20',
      met: acknowledged.requests * 3 >= took * REQUESTS_A_SECOND * 3 * 0.98,
    },
    row('all reads', [...reads.values()].flat(), 100),
    row('all writes', writes, 200),
    row('registration', [...registrations.values()].flat()),
    ...[...requestWrites].map(([what, values]) => row(what, values)),
    row('registration saved → proposal visible', proposals, 1_000),
    {
      measure: 'proposals that came after more than 10 s',
      value: `${late} of ${counterparts}`,
      goal: '0',
      met: late === 0,
    },
    {
      measure: 'counterparts whom the search does not find',
      value: `${notFound} of ${counterparts}`,
      goal: `≤ ${100 * MOST_NOT_FOUND} %`,
      met: notFound <= counterparts * MOST_NOT_FOUND,
    },
    ...[...refusals].map(([message, times]) => ({
      measure: `refused: ${message.slice(0, 60)}`,
      value: String(times),
      goal: '0',
      met: false,
    })),
    { measure: 'lost, doubled or failed', value: String(lost), goal: '0', met: lost === 0 },
    { measure: 'everything done after the last write, seconds', value: quietAfter.toFixed(1) },
  ]);
}
