import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { parseFuzzyDate } from '#libs/kernel';
import type { ConsoleClient, Receipt } from './console-client.js';
import { FIRST_CASEWORKER, signInStaff } from './staff.js';
import { percentile, printTable } from './table.js';
import { TemporaryDeployment } from './temporary-deployment.js';

/** A row of FEBRL 4: `rec-N-org` in the one list is `rec-N-dup-0` in the other. */
type FebrlRow = Record<
  | 'rec_id'
  | 'given_name'
  | 'surname'
  | 'street_number'
  | 'address_1'
  | 'address_2'
  | 'suburb'
  | 'postcode'
  | 'state'
  | 'date_of_birth'
  | 'soc_sec_id',
  string
>;

const AT_ONCE = 6;
/** A request without a proposal after this time has none. */
const PROPOSAL_WITHIN_MS = 10_000;
const GOAL = 0.97;

const MAPPING = {
  source: 'febrl4',
  sourceId: 'rec_id',
  names: [
    {
      parts: [
        { column: 'given_name', role: 'given' },
        { column: 'surname', role: 'family' },
      ],
    },
  ],
  birth: [{ column: 'date_of_birth', formats: ['YYYYMMDD'] }],
  places: [
    {
      kind: 'residence',
      columns: [['street_number', 'address_1'], 'address_2', 'suburb', 'state'],
      postcode: 'postcode',
    },
  ],
  documents: [{ kind: 'social-security', column: 'soc_sec_id' }],
};

interface Opened {
  row: FebrlRow;
  requestId: string;
  /** Milliseconds from the supervisor's yes to the first proposal that could be seen. */
  seenAfter?: number;
}

interface Proposal {
  id: string;
  probability: number;
}

/** The main job of Relink on real input: import a list, open requests over HTTP, look at what is proposed first. */
export async function benchMainJob({ data, requests }: { data: string; requests: number }): Promise<void> {
  const registered = await read(join(data, 'febrl4', 'b.csv'));
  const sought = (await read(join(data, 'febrl4', 'a.csv'))).slice(0, requests);
  const deployment = await TemporaryDeployment.start();
  try {
    const {
      caseworkers: [caseworker],
      supervisors: [supervisor],
    } = await signInStaff(deployment, { caseworkers: 1, supervisors: 1 });
    const imported = await importRegistrations(deployment, join(data, 'febrl4', 'b.csv'));
    const indexed = await deployment.untilQuiet();

    const started = performance.now();
    const opened = await inParallel(sought, (row) => openRequest(caseworker!, supervisor!, row));
    const openSeconds = (performance.now() - started) / 1_000;
    const outcomes = await inParallel(opened, (request) => firstProposal(caseworker!, request, registered));
    report({ imported, indexed, openSeconds, opened, outcomes, registrations: registered.length });
  } finally {
    await deployment.stop();
  }
}

async function importRegistrations(
  deployment: TemporaryDeployment,
  file: string,
): Promise<{ seconds: number; printed: string }> {
  const mapping = join(deployment.settings.home, 'mapping.json');
  await writeFile(mapping, JSON.stringify(MAPPING));
  const started = performance.now();
  const printed = await deployment.relink(
    'import',
    'registrations',
    file,
    '--as',
    FIRST_CASEWORKER,
    '--mapping',
    mapping,
  );
  return { seconds: (performance.now() - started) / 1_000, printed };
}

async function openRequest(caseworker: ConsoleClient, supervisor: ConsoleClient, row: FebrlRow): Promise<Opened> {
  const basis = {
    legalBasis: 'public-interest',
    purposes: ['trace', 'match-within-society'],
    givenBy: 'not-asked',
    how: 'none',
  };
  const interview = {
    enquirer: {
      person: { names: [{ text: 'Bench Enquirer', kind: 'legal' }] },
      identityChecked: true,
      basis: { ...basis, legalBasis: 'consent', givenBy: 'self', how: 'spoken' },
    },
    soughtPersons: [{ person: personOf(row), relation: 'sibling', circumstances: { cause: 'disaster' }, basis }],
    informationNoticeGiven: true,
  };
  const { id, version } = await caseworker.post<Receipt>('/tracing-requests', { interview });
  const submitted = await caseworker.post<Receipt>(`/tracing-requests/${id}/complete-interview`, {}, version);
  await supervisor.post<Receipt>(`/tracing-requests/${id}/accept`, {}, submitted.version);
  const accepted = performance.now();
  while (performance.now() - accepted < PROPOSAL_WITHIN_MS) {
    const { items } = await caseworker.get<{ items: Proposal[] }>(`/potential-matches?requestId=${id}&limit=1`);
    if (items.length > 0) return { row, requestId: id, seenAfter: performance.now() - accepted };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { row, requestId: id };
}

function personOf(row: FebrlRow) {
  const written = [row.given_name, row.surname].filter(Boolean).join(' ');
  const parts = [
    { role: 'given', text: row.given_name },
    { role: 'family', text: row.surname },
  ].filter(({ text }) => text);
  const birth = parseFuzzyDate(row.date_of_birth);
  const [year, month, day] = [
    row.date_of_birth.slice(0, 4),
    row.date_of_birth.slice(4, 6),
    row.date_of_birth.slice(6, 8),
  ].map(Number);
  const address = [[row.street_number, row.address_1].filter(Boolean).join(' '), row.address_2, row.suburb, row.state]
    .filter(Boolean)
    .join(', ');
  return {
    names: [{ text: written || 'unknown', kind: 'legal', ...(parts.length > 0 && { parts }) }],
    ...(birth && { birth: { year, month, day } }),
    ...(address && { places: [{ kind: 'residence', text: address, ...(row.postcode && { postcode: row.postcode }) }] }),
    ...(row.soc_sec_id && { documents: [{ kind: 'social-security', number: row.soc_sec_id }] }),
  };
}

type Outcome = 'first' | 'later' | 'missing';

/** Where the true counterpart stands among what was proposed. The list gives the best first. */
async function firstProposal(
  caseworker: ConsoleClient,
  { requestId, row }: Opened,
  registered: readonly FebrlRow[],
): Promise<{ outcome: Outcome; proposals: number }> {
  const truth = registered.find(({ rec_id }) => rec_id === row.rec_id.replace('-org', '-dup-0'));
  const { items } = await caseworker.get<{ items: Proposal[] }>(`/potential-matches?requestId=${requestId}&limit=20`);
  for (const [index, { id }] of items.entries()) {
    const match = await caseworker.get<{ registration: { id: string } }>(`/potential-matches/${id}`);
    const { person } = await caseworker.get<{ person: ReturnType<typeof personOf> }>(
      `/registrations/${match.registration.id}`,
    );
    if (truth && isRow(person, truth)) return { outcome: index === 0 ? 'first' : 'later', proposals: items.length };
  }
  return { outcome: 'missing', proposals: items.length };
}

/** The record kept is the row of the file: same name as written, same number. */
function isRow(person: ReturnType<typeof personOf>, row: FebrlRow): boolean {
  const expected = personOf(row);
  return (
    person.names[0]?.text === expected.names[0]?.text &&
    person.documents?.[0]?.number === expected.documents?.[0]?.number
  );
}

function report(measured: {
  imported: { seconds: number; printed: string };
  indexed: number;
  openSeconds: number;
  opened: readonly Opened[];
  outcomes: readonly { outcome: Outcome; proposals: number }[];
  registrations: number;
}): void {
  const { imported, indexed, openSeconds, opened, outcomes, registrations } = measured;
  const share = (outcome: Outcome) => outcomes.filter((one) => one.outcome === outcome).length / outcomes.length;
  const seen = opened.flatMap(({ seenAfter }) => (seenAfter === undefined ? [] : [seenAfter]));
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  process.stdout.write(imported.printed);
  printTable(`main job: ${registrations} registrations, ${opened.length} tracing requests over HTTP`, [
    {
      measure: 'true counterpart is the first proposal',
      value: percent(share('first')),
      goal: `≥ ${percent(GOAL)}`,
      met: share('first') >= GOAL,
    },
    { measure: 'true counterpart is among the proposals', value: percent(1 - share('missing')) },
    {
      measure: 'proposals a request, mean',
      value: (outcomes.reduce((sum, { proposals }) => sum + proposals, 0) / outcomes.length).toFixed(2),
    },
    { measure: 'import, registrations a second', value: (registrations / imported.seconds).toFixed(0) },
    { measure: 'import, seconds', value: imported.seconds.toFixed(1) },
    { measure: 'search keys of the import done after, seconds', value: indexed.toFixed(1) },
    { measure: 'requests opened a second (three writes each)', value: (opened.length / openSeconds).toFixed(1) },
    { measure: 'accepted → proposal visible, p50 ms', value: percentile(seen, 0.5).toFixed(0) },
    {
      measure: 'accepted → proposal visible, p95 ms',
      value: percentile(seen, 0.95).toFixed(0),
      goal: '≤ 1000',
      met: percentile(seen, 0.95) <= 1_000,
    },
  ]);
  if (share('first') < GOAL) process.exitCode = 1;
}

async function read(path: string): Promise<FebrlRow[]> {
  const rows: FebrlRow[] = [];
  for await (const row of createReadStream(path).pipe(parse({ columns: true, trim: true }))) rows.push(row as FebrlRow);
  return rows;
}

async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array<Result>(items.length);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
