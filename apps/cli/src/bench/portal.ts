import { FamilyCards } from '#libs/family-access';
import { Intake } from '#libs/cases';
import { Accounts } from '#libs/access';
import { systemActor, type BranchId, type DossierId } from '#libs/kernel';
import { withOperator } from '../operator.js';
import { Pace } from './pace.js';
import { percentile, printTable } from './table.js';
import { TemporaryDeployment } from './temporary-deployment.js';

const VIEWS_A_SECOND = 200;
const API_A_SECOND = 20;
const FAMILIES = 50;
const GOAL_MS = 50;
const PAGES = ['request', 'request', 'request', 'agreements', 'access', 'contact', 'note'];

/** Families look at their pages while the API answers; signing in is measured apart. */
export async function benchPortal({ seconds }: { seconds: number }): Promise<void> {
  const deployment = await TemporaryDeployment.start();
  try {
    const cards = await issueCards(deployment);
    await deployment.untilQuiet();
    const [cookies, signIns] = [[] as string[], [] as number[]];
    for (const card of cards) {
      const started = performance.now();
      cookies.push(await signIn(deployment.portalUrl, card));
      signIns.push(performance.now() - started);
    }
    const views = new Pace(VIEWS_A_SECOND, seconds, async (at) => {
      const path = PAGES[at % PAGES.length]!;
      const response = await fetch(`${deployment.portalUrl}/en/${path}`, {
        redirect: 'manual',
        headers: { Cookie: cookies[at % cookies.length]! },
      });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    });
    const api = new Pace(API_A_SECOND, seconds, async () => {
      const response = await fetch(`${deployment.url}/health/ready`);
      if (response.status !== 200) throw new Error(`api: ${response.status}`);
    });
    await Promise.all([views.run(), api.run()]);
    const [seen] = views.latencies('').values();
    const [answered] = api.latencies('').values();
    const p95 = percentile(seen!, 0.95);
    printTable(`Portal: ${VIEWS_A_SECOND} page views a second for ${seconds} s, ${FAMILIES} families signed in`, [
      { measure: 'page views answered', value: `${seen!.length} of ${VIEWS_A_SECOND * seconds}` },
      { measure: 'page view, median', value: `${percentile(seen!, 0.5).toFixed(1)} ms` },
      { measure: 'page view, p95', value: `${p95.toFixed(1)} ms`, goal: `≤ ${GOAL_MS} ms`, met: p95 <= GOAL_MS },
      { measure: 'page view, p99', value: `${percentile(seen!, 0.99).toFixed(1)} ms` },
      { measure: 'sign-in, median', value: `${percentile(signIns, 0.5).toFixed(1)} ms` },
      { measure: 'api meanwhile (database asked), p95', value: `${percentile(answered!, 0.95).toFixed(1)} ms` },
      ...[...views.refusals, ...api.refusals].map(([measure, count]) => ({ measure, value: String(count) })),
    ]);
  } finally {
    await deployment.stop();
  }
}

interface BenchCard {
  code: string;
  word: string;
}

async function issueCards({ settings }: TemporaryDeployment): Promise<BenchCard[]> {
  const { accountId, branchId } = await withOperator(settings, 'relink_worker', async ({ get }) => {
    const system = systemActor('bench');
    const branch = await get(Accounts).addBranch({ name: 'Bench', code: 'BEN' }, system);
    const person = { email: 'caseworker@bench.example', name: 'Bench', role: 'caseworker' as const };
    const account = { ...person, branchId: branch.id as BranchId };
    const { id } = await get(Accounts).createActive(account, 'a long password for a bench', system);
    return { accountId: id, branchId: branch.id as BranchId };
  });
  const by = { kind: 'staff' as const, accountId, branchId, role: 'caseworker' as const };
  return withOperator(settings, 'relink_api', async ({ get }) => {
    const cards: BenchCard[] = [];
    for (let count = 0; count < FAMILIES; count++) {
      const enquirer = { person: { names: [{ text: `Family ${count}`, kind: 'usual' as const }] } };
      const { id } = await get(Intake).registerContact({ interview: { enquirer } }, by);
      const { code } = await get(FamilyCards).issue(id as DossierId, { language: 'en', word: 'mulberry' }, by);
      cards.push({ code, word: 'mulberry' });
    }
    return cards;
  });
}

async function signIn(url: string, card: BenchCard): Promise<string> {
  const response = await fetch(`${url}/en/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...card }),
  });
  if (response.status !== 303) throw new Error(`sign-in: ${response.status}`);
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}
