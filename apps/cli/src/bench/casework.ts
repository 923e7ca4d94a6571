import { join } from 'node:path';
import { systemActor } from '#libs/kernel';
import { syntheticPopulation, type SyntheticPerson } from '#libs/synthetic';
import { UnitOfWork } from '#libs/database';
import { withOperator } from '../operator.js';
import { report, REGISTRATIONS_A_SECOND, REQUESTS_A_SECOND, type Measured } from './casework-report.js';
import type { ConsoleClient, Receipt } from './console-client.js';
import { areAlike, interviewAbout, registrationOf } from './invented.js';
import { Pace, type Latencies } from './pace.js';
import { FIRST_CASEWORKER, signInStaff, type Staff } from './staff.js';
import { writeSyntheticList } from './synthetic-list.js';
import { TemporaryDeployment } from './temporary-deployment.js';

const STAFF = { caseworkers: 12, supervisors: 3 };

const READS_A_SECOND = 30;
/** Every so many registrations, one is of somebody whom an open request seeks. */
const SOUGHT_EVERY = 25;
const WARM_UP_SECONDS = 45;
const PROPOSAL_WITHIN_MS = 10_000;
/** So often somebody who waits for a proposal looks: more often would be more reading than all the staff's. */
const LOOK_EVERY_MS = 200;

interface Sought {
  person: SyntheticPerson;
  requestId: string;
}

/** A Society's day at its busiest: registrations, requests and reads at once over HTTP, on top of many persons. */
export async function benchCasework({ persons, seconds }: { persons: number; seconds: number }): Promise<void> {
  const deployment = await TemporaryDeployment.start();
  try {
    const staff = await signInStaff(deployment, STAFF);
    const list = join(deployment.settings.home, 'list.csv');
    await writeSyntheticList(list, persons, 'casework');
    await deployment.relink('import', 'registrations', list, '--as', FIRST_CASEWORKER);
    await deployment.untilQuiet();

    const soughtCount = Math.ceil((seconds * REGISTRATIONS_A_SECOND) / SOUGHT_EVERY);
    const sought: Sought[] = [];
    // Some are told of and written down so differently that nobody would take them for one person: they are no counterparts.
    const invented = [...syntheticPopulation({ seed: 'sought', persons: soughtCount * 2 })];
    for (const person of invented.filter((one) => areAlike(one, persons)).slice(0, soughtCount)) {
      const requestId = await openRequest(staff, interviewAbout(person), sought.length, new Map());
      sought.push({ person, requestId });
    }
    await deployment.untilQuiet();
    await deployment.settle();
    // Processes that were just started are slow until the code that runs most often is compiled.
    await underLoad(deployment, staff, sought, WARM_UP_SECONDS, 'warm-up');
    report(await underLoad(deployment, staff, sought, seconds, 'measured'), persons, seconds);
  } finally {
    await deployment.stop();
  }
}

async function underLoad(
  deployment: TemporaryDeployment,
  staff: Staff,
  sought: readonly Sought[],
  seconds: number,
  part: Part,
): Promise<Measured> {
  const before = await counted(deployment);
  const requestWrites: Latencies = new Map();
  const watching: Promise<Watched>[] = [];
  const registered: string[] = [];
  const opened: string[] = sought.map(({ requestId }) => requestId);
  const already = opened.length;
  // Invented before the clock starts: inventing and writing down a person takes as long as serving a small request.
  const counterparts = part === 'measured' ? sought : [];
  const forms = registrationForms(counterparts, seconds, part);
  const interviews = interviewForms(seconds, part);

  const registrations = new Pace(REGISTRATIONS_A_SECOND, seconds, async (at) => {
    const client = staff.caseworkers[at % STAFF.caseworkers]!;
    const counterpart = at % SOUGHT_EVERY === 0 ? counterparts[at / SOUGHT_EVERY] : undefined;
    const { id, reference } = await client.post<Receipt>('/registrations', forms[at]);
    registered.push(id);
    if (counterpart) watching.push(watch(client, counterpart.requestId, reference));
  });
  /** Looks until their proposal can be seen, or for too long. Who is refused an answer looks again. */
  const watch = async (client: ConsoleClient, requestId: string, reference?: string): Promise<Watched> => {
    const saved = performance.now();
    const isThere = async () => {
      const { items } = await client
        .get<Proposals>(`/potential-matches?requestId=${requestId}&limit=10`)
        .catch((): Proposals => ({ items: [] }));
      return items.some((one) => one.registrationReference === reference);
    };
    do {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      if (await isThere()) return { after: performance.now() - saved, isThere };
    } while (performance.now() - saved < PROPOSAL_WITHIN_MS);
    return { isThere };
  };
  const requests = new Pace(REQUESTS_A_SECOND, seconds, async (at) => {
    opened.push(await openRequest(staff, interviews[at]!, at, requestWrites));
  });
  const reads = new Pace(READS_A_SECOND, seconds, async (at) => {
    const client = staff.caseworkers[at % STAFF.caseworkers]!;
    const paths = [
      '/work',
      '/tracing-requests?limit=50',
      `/tracing-requests/${opened[at % opened.length]}`,
      registered.length > 0 ? `/registrations/${registered[at % registered.length]}` : '/registrations?limit=50',
      '/potential-matches?limit=50',
    ];
    await client.read(paths[at % paths.length]!);
  });
  const started = performance.now();
  await Promise.all([registrations.run(), requests.run(), reads.run()]);
  const took = Math.max(seconds, (performance.now() - started) / 1_000);
  const watched = await Promise.all(watching);
  const quietAfter = await deployment.untilQuiet();
  const unseen = watched.filter(({ after }) => after === undefined);
  const late = (await Promise.all(unseen.map(({ isThere }) => isThere()))).filter(Boolean).length;
  const after = await counted(deployment);
  return {
    registrations: registrations.latencies('registration'),
    requestWrites,
    reads: reads.latencies('read'),
    proposals: watched.flatMap(({ after }) => after ?? []),
    late,
    notFound: unseen.length - late,
    refusals: new Map([registrations, requests, reads].flatMap(({ refusals }) => [...refusals])),
    acknowledged: { registrations: registered.length, requests: opened.length - already },
    kept: {
      ...after,
      registrations: after.registrations - before.registrations,
      requests: after.requests - before.requests,
    },
    quietAfter,
    took,
  };
}

type Interview = ReturnType<typeof interviewAbout>;
type Part = 'warm-up' | 'measured';
/** Of somebody who waits for a proposal: after how many milliseconds it was seen, and whether it is there now. */
interface Watched {
  after?: number;
  isThere: () => Promise<boolean>;
}
interface Proposals {
  items: { registrationReference: string }[];
}

/** Most are of strangers; the counterparts of those who are sought come among them. */
function registrationForms(sought: readonly Sought[], seconds: number, part: Part) {
  const count = Math.floor(REGISTRATIONS_A_SECOND * seconds);
  const strangers = [...syntheticPopulation({ seed: `strangers, ${part}`, persons: count })];
  return strangers.map((stranger, at) => {
    const counterpart = at % SOUGHT_EVERY === 0 ? sought[at / SOUGHT_EVERY] : undefined;
    return Buffer.from(JSON.stringify(registrationOf(counterpart?.person ?? stranger)));
  });
}

function interviewForms(seconds: number, part: Part): Interview[] {
  const count = Math.ceil(REQUESTS_A_SECOND * seconds);
  return [...syntheticPopulation({ seed: `others, ${part}`, persons: count })].map((person) => interviewAbout(person));
}

async function openRequest(
  { caseworkers, supervisors }: Staff,
  interview: Interview,
  at: number,
  latencies: Latencies,
): Promise<string> {
  const [caseworker, supervisor] = [caseworkers[at % STAFF.caseworkers]!, supervisors[at % STAFF.supervisors]!];
  const timed = async (what: string, write: () => Promise<Receipt>) => {
    const started = performance.now();
    const receipt = await write();
    latencies.set(what, [...(latencies.get(what) ?? []), performance.now() - started]);
    return receipt;
  };
  const { id, version } = await timed('first contact', () => caseworker.post('/tracing-requests', { interview }));
  const submitted = await timed('interview', () =>
    caseworker.post(`/tracing-requests/${id}/complete-interview`, {}, version),
  );
  await timed('acceptance', () => supervisor.post(`/tracing-requests/${id}/accept`, {}, submitted.version));
  return id;
}

async function counted({ settings }: TemporaryDeployment) {
  const [row] = await withOperator(settings, 'relink_worker', ({ get }) =>
    get(UnitOfWork).run(systemActor('bench'), (tx) =>
      tx.sql<{ registrations: number; requests: number; failed: number }>(
        `SELECT (SELECT count(*)::int FROM registrations) AS registrations,
                (SELECT count(*)::int FROM tracing_requests WHERE state = 'open') AS requests,
                (SELECT count(*)::int FROM outbox WHERE state = 'dead') AS failed`,
      ),
    ),
  );
  return row!;
}
