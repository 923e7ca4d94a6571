import { randomBytes } from 'node:crypto';
import { Accounts } from '#libs/access';
import { ExchangeKeys } from '#libs/crypto';
import { newId, systemActor, type BranchId, type StaffActor } from '#libs/kernel';
import {
  fingerprint,
  keyObject,
  MESSAGES_PATH,
  OwnKeys,
  requestFor,
  sealMessage,
  TrustRegistry,
  verifyReceipt,
  type PartnerId,
  type PublicKey,
  type Unpadded,
} from '#libs/partners';
import { withOperator } from '../operator.js';
import { Pace } from './pace.js';
import { PlainHttp } from './plain-http.js';
import { percentile, printTable } from './table.js';
import { TemporaryDeployment } from './temporary-deployment.js';

const A_SECOND = 100;
const WARMING_SECONDS = 10;
const GOAL_MS = 200;
const DAY = 86_400;

interface Side {
  deployment: TemporaryDeployment;
  keys: OwnKeys;
}

/**
 * Two whole deployments on this machine, paired, that tell each other so many messages a second: sealed, signed, sent, checked, put
 * into the inbox, noted in the log, and answered with a receipt that the sender verifies. What people would be told of them is no
 * part of it: each message waits for one before it that never comes.
 */
export async function benchExchange({ seconds }: { seconds: number }): Promise<void> {
  const sides: Side[] = [];
  try {
    for (const society of ['NOR', 'KEN']) {
      const deployment = await TemporaryDeployment.start({ RELINK_SOCIETY: society });
      sides.push({ deployment, keys: new OwnKeys(new ExchangeKeys(deployment.settings.exchangeKeys), society) });
    }
    const [one, other] = sides as [Side, Side];
    await pair(one, other);
    await pair(other, one);
    const sealing: number[] = [];
    // Whatever has just started compiles itself first.
    await both(one, other, WARMING_SECONDS, []);
    const ways = await both(one, other, seconds, sealing);
    const all = ways.flatMap((pace) => [...pace.latencies('').values()].flat());
    const wanted = 2 * A_SECOND * seconds;
    const p95 = percentile(all, 0.95);
    printTable(
      `Exchange: ${A_SECOND} messages a second each way for ${seconds} s, two deployments, after ${WARMING_SECONDS} s of warming up`,
      [
        { measure: 'receipts', value: `${all.length} of ${wanted}`, goal: 'all', met: all.length === wanted },
        { measure: 'receipt, median', value: `${percentile(all, 0.5).toFixed(1)} ms` },
        { measure: 'receipt, p95', value: `${p95.toFixed(1)} ms`, goal: `≤ ${GOAL_MS} ms`, met: p95 <= GOAL_MS },
        { measure: 'receipt, p99', value: `${percentile(all, 0.99).toFixed(1)} ms` },
        { measure: 'of it sealing and signing, median', value: `${percentile(sealing, 0.5).toFixed(1)} ms` },
        ...ways.flatMap((pace) => [...pace.refusals].map(([measure, count]) => ({ measure, value: String(count) }))),
      ],
    );
  } finally {
    for (const { deployment } of sides) await deployment.stop();
  }
}

async function both(one: Side, other: Side, seconds: number, sealing: number[]): Promise<Pace[]> {
  const ways = [way(one, other, seconds, sealing), way(other, one, seconds, sealing)];
  await Promise.all(ways.map((pace) => pace.run()));
  return ways;
}

function way(from: Side, to: Side, seconds: number, sealing: number[]): Pace {
  const told = to.keys.told(nowInSeconds());
  const line = new PlainHttp(to.deployment.settings.exchangeOrigin);
  return new Pace(A_SECOND, seconds, async () => {
    const begun = performance.now();
    const message = anEnquiry(from.keys.society, to.keys.society);
    const signing = from.keys.signing(message.iat);
    const sealed = await sealMessage(message, signing, sealingKey(told));
    const { url, method, headers, body } = requestFor(
      sealed,
      {
        jti: message.jti,
        targetUri: `${to.deployment.settings.exchangeOrigin}${MESSAGES_PATH}`,
        now: message.iat,
        nonce: randomBytes(16).toString('base64url'),
      },
      signing,
    );
    sealing.push(performance.now() - begun);
    const { status, body: answer } = await line.ask(method, new URL(url).pathname, headers, body);
    if (status !== 202) throw new Error(`answered ${status}`);
    const sent = {
      from: from.keys.society,
      to: to.keys.society,
      message: message.jti,
      digest: headers['content-digest']!,
    };
    await verifyReceipt(answer.toString('latin1'), (kid) => publicKey(told, kid), sent);
  });
}

async function pair(at: Side, other: Side): Promise<void> {
  const { settings } = at.deployment;
  const staff = await withOperator(settings, 'relink_worker', async ({ get }) => {
    const system = systemActor('bench');
    const branch = await get(Accounts).addBranch({ name: 'Bench', code: 'BEN' }, system);
    const actor = async (role: 'liaison' | 'steward'): Promise<StaffActor> => {
      const account = { email: `${role}@bench.example`, name: 'Bench', role, branchId: branch.id as BranchId };
      const { id } = await get(Accounts).createActive(account, 'a long password for a bench', system);
      return { kind: 'staff', accountId: id, branchId: branch.id as BranchId, role };
    };
    return { liaison: await actor('liaison'), steward: await actor('steward') };
  });
  const keys = other.keys.told(nowInSeconds());
  await withOperator(settings, 'relink_api', async ({ get }) => {
    const { id } = await get(TrustRegistry).propose(
      {
        society: other.keys.society,
        name: 'Bench',
        country: 'NO',
        baseUrl: other.deployment.settings.exchangeOrigin,
        purposes: ['share-with-partner'],
        highest: 'open',
        dailyQuota: 1_000_000,
        stewardContact: 'steward@bench.example',
      },
      keys,
      staff.liaison,
    );
    const read = { fingerprints: keys.map(({ kid }) => fingerprint(kid)) };
    await get(TrustRegistry).approve(id as PartnerId, read, 1, staff.steward);
  });
}

function anEnquiry(iss: string, aud: string): Unpadded {
  const now = nowInSeconds();
  return {
    v: 1,
    type: 'enquiry',
    iss,
    aud,
    jti: newId(),
    iat: now,
    exp: now + DAY,
    seq: 2,
    envelope: {
      case: randomBytes(16).toString('base64url'),
      purpose: 'share-with-partner',
      basis: 'consent',
      permit: newId(),
      fields: ['names', 'sex'],
      sensitivity: 'open',
      expires: now + 30 * DAY,
      hops: 0,
      onward: 'forbidden',
    },
    body: { person: { names: [{ text: 'Bench Person', kind: 'usual' }], sex: 'female' } },
  };
}

function sealingKey(told: readonly PublicKey[]) {
  const key = told.find(({ use }) => use === 'seal')!;
  return { kid: key.kid, key: keyObject(key) };
}

function publicKey(told: readonly PublicKey[], kid: string) {
  const key = told.find((one) => one.kid === kid && one.use === 'sign');
  return key && keyObject(key);
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
