import { syntheticPopulation, type SyntheticPerson } from '#libs/synthetic';
import type { Receipt } from './console-client.js';
import { interviewAbout, registrationOf } from './invented.js';
import { Pace } from './pace.js';
import { signInStaff, type Staff } from './staff.js';
import { percentile, printTable } from './table.js';
import { TemporaryDeployment } from './temporary-deployment.js';

const VIEWS_A_SECOND = 200;
/** What staff of one busy office do meanwhile. */
const READS_A_SECOND = 10;
const REGISTRATIONS_A_SECOND = 2;
const WARMING_SECONDS = 5;
const FAMILIES = 50;
const VISITS = 8;
const GOAL_MS = 50;
const PAGES = ['request', 'request', 'request', 'agreements', 'access', 'contact', 'note'];
const WORD = 'mulberry';

interface FamilyOfBench {
  requestId: string;
  code: string;
}

/** Families look at their pages while staff work at the api; the same work without them before. Signing in apart. */
export async function benchPortal({ seconds }: { seconds: number }): Promise<void> {
  const deployment = await TemporaryDeployment.start();
  try {
    const staff = await signInStaff(deployment, { caseworkers: 3, supervisors: 1 });
    const people = syntheticPopulation({ seed: 'portal', persons: FAMILIES + seconds * 8 })[Symbol.iterator]();
    const families = await openRequests(staff, people);
    await deployment.untilQuiet();
    const alone = await work(staff, people, families, seconds / 2);
    const [cookies, signIns] = [[] as string[], [] as number[]];
    for (const family of families) {
      const started = performance.now();
      cookies.push(await signIn(deployment.portalUrl, family));
      signIns.push(performance.now() - started);
    }
    const bytes: number[] = [];
    const view = async (at: number) => {
      const path = PAGES[at % PAGES.length]!;
      const response = await fetch(`${deployment.portalUrl}/en/${path}`, {
        redirect: 'manual',
        headers: { Cookie: cookies[at % cookies.length]! },
      });
      bytes.push((await response.arrayBuffer()).byteLength);
      if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    };
    // A portal that has just started compiles its templates and itself.
    await new Pace(VIEWS_A_SECOND / 2, WARMING_SECONDS, view).run();
    const views = new Pace(VIEWS_A_SECOND, seconds, view);
    const [beside] = await Promise.all([work(staff, people, families, seconds), views.run()]);
    report(seconds, views, bytes, signIns, alone, beside);
  } finally {
    await deployment.stop();
  }
}

/** Requests as they are after a while: accepted, read on many days, answered, with a card. */
async function openRequests(
  { caseworkers, supervisors }: Staff,
  people: Iterator<SyntheticPerson>,
): Promise<FamilyOfBench[]> {
  const [caseworker, supervisor] = [caseworkers[0]!, supervisors[0]!];
  const families: FamilyOfBench[] = [];
  for (let count = 0; count < FAMILIES; count++) {
    const interview = interviewAbout(people.next().value as SyntheticPerson);
    const { id, version } = await caseworker.post<Receipt>('/tracing-requests', { interview });
    const told = await caseworker.post<Receipt>(`/tracing-requests/${id}/complete-interview`, {}, version);
    await supervisor.post(`/tracing-requests/${id}/accept`, {}, told.version);
    for (let visit = 0; visit < VISITS; visit++)
      await [caseworker, supervisor][visit % 2]!.get(`/tracing-requests/${id}`);
    const card = { language: 'en', word: WORD };
    const { cardCode } = await caseworker.post<{ cardCode: string }>(`/tracing-requests/${id}/family-cards`, card);
    await caseworker.post(`/tracing-requests/${id}/family-answers`, {
      text: 'We are still looking. We will call you.',
    });
    families.push({ requestId: id, code: cardCode });
  }
  return families;
}

interface Worked {
  reads: number[];
  writes: number[];
  refusals: Map<string, number>;
}

async function work(
  { caseworkers }: Staff,
  people: Iterator<SyntheticPerson>,
  families: readonly FamilyOfBench[],
  seconds: number,
): Promise<Worked> {
  const reads = new Pace(READS_A_SECOND, seconds, async (at) => {
    const { requestId } = families[at % families.length]!;
    const paths = ['/work', '/tracing-requests?limit=50', `/tracing-requests/${requestId}`];
    await caseworkers[at % caseworkers.length]!.get(paths[at % paths.length]!);
  });
  const writes = new Pace(REGISTRATIONS_A_SECOND, seconds, async (at) => {
    const person = people.next().value as SyntheticPerson;
    await caseworkers[at % caseworkers.length]!.post('/registrations', registrationOf(person));
  });
  await Promise.all([reads.run(), writes.run()]);
  const taken = (pace: Pace) => [...pace.latencies('').values()].flat();
  return {
    reads: taken(reads),
    writes: taken(writes),
    refusals: new Map([...reads.refusals, ...writes.refusals]),
  };
}

async function signIn(url: string, { code }: FamilyOfBench): Promise<string> {
  const response = await fetch(`${url}/en/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ code, word: WORD }),
  });
  if (response.status !== 303) throw new Error(`sign-in: ${response.status}`);
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

function report(
  seconds: number,
  views: Pace,
  bytes: readonly number[],
  signIns: readonly number[],
  alone: Worked,
  beside: Worked,
): void {
  const seen = [...views.latencies('').values()].flat();
  const p95 = percentile(seen, 0.95);
  const ms = (values: readonly number[], share: number) => percentile(values, share).toFixed(1);
  const pair = (values: readonly number[]) => `${ms(values, 0.5)} / ${ms(values, 0.95)}`;
  printTable(
    `portal: ${VIEWS_A_SECOND} page views a second for ${seconds} s, ${FAMILIES} families signed in, after ${WARMING_SECONDS} s of warming up`,
    [
      {
        measure: 'page views answered',
        value: `${seen.length} of ${VIEWS_A_SECOND * seconds}`,
        goal: 'all',
        met: seen.length === VIEWS_A_SECOND * seconds,
      },
      { measure: 'page view, p50 / p95 ms', value: pair(seen), goal: `p95 ≤ ${GOAL_MS}`, met: p95 <= GOAL_MS },
      { measure: 'page view, p99 ms', value: ms(seen, 0.99) },
      { measure: 'bytes of a page, median / most', value: `${percentile(bytes, 0.5)} / ${Math.max(...bytes)}` },
      { measure: 'sign-in, p50 / p95 ms', value: pair(signIns) },
      { measure: 'staff alone: reads, p50 / p95 ms', value: pair(alone.reads) },
      { measure: 'staff beside: reads, p50 / p95 ms', value: pair(beside.reads) },
      { measure: 'staff alone: registrations, p50 / p95 ms', value: pair(alone.writes) },
      { measure: 'staff beside: registrations, p50 / p95 ms', value: pair(beside.writes) },
      ...[...views.refusals, ...alone.refusals, ...beside.refusals].map(([measure, count]) => ({
        measure: `refused: ${measure}`,
        value: String(count),
        goal: '0',
        met: false,
      })),
    ],
  );
}
