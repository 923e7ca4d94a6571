import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import {
  CAPABILITY_PATH,
  CONTENT_TYPE,
  keyObject,
  verifyCapability,
  verifyReceipt,
  type Capability,
  type OutgoingRequest,
} from '../protocol/index.js';
import { conformanceChecks, type Check } from './checks.js';
import type { KitKeys } from './kit-keys.js';

export interface ConformanceOutcome {
  check: string;
  expected: string;
  got: string;
  passed: boolean;
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

const ANSWER_WITHIN_MS = 30_000;
/** Whoever tells a message this slowly is cut off within that time. */
const SLOW_BODY_ENDS_WITHIN_MS = 90_000;

/** Plays a correct and a hostile partner against a deployment that has the kit's keys pinned. */
export async function runConformance(
  origin: string,
  keys: KitKeys,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<{ society: string; outcomes: ConformanceOutcome[] }> {
  const now = () => Math.floor(Date.now() / 1_000);
  const capability = await readCapability(origin);
  const checks = conformanceChecks(keys, capability, now);
  const slow = slowBody(capability.messages);
  const outcomes: ConformanceOutcome[] = [];
  const [refusals, receipts] = [new Set<string>(), new Set<number>()];
  for (const check of checks) {
    const { got, last } = await play(check, keys, capability);
    if (got === 'refused') refusals.add(JSON.stringify(last));
    if (got === 'taken') receipts.add(last.body.length);
    outcomes.push({ check: check.name, expected: check.expected, got, passed: got === check.expected });
    progress(outcomes.length, checks.length + 1);
  }
  const cut = await slow;
  outcomes.push(
    { check: 'a body told one letter at a time', expected: 'cut off', got: cut, passed: cut === 'cut off' },
    alike('every refusal', refusals.size),
    alike('every receipt, in length', receipts.size),
  );
  progress(checks.length + 1, checks.length + 1);
  return { society: capability.iss, outcomes };
}

/** The document as the deployment tells it: who owns its keys is not for the kit to judge. @throws ExchangeRefused */
async function readCapability(origin: string): Promise<Capability> {
  const answer = await call({ method: 'GET', url: `${origin}${CAPABILITY_PATH}`, headers: {}, body: '' });
  const [, payload = ''] = answer.body.split('.');
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Partial<Capability>;
  const own = (kid: string) => {
    const key = said.keys?.find((one) => one.kid === kid && one.use === 'sign');
    return key && keyObject(key);
  };
  return verifyCapability(answer.body, own, { society: said.iss ?? '', last: 0 });
}

async function play({ requests }: Check, keys: KitKeys, under: Capability): Promise<{ got: string; last: Answer }> {
  const answers: Answer[] = [];
  const all = await requests();
  for (const request of all) answers.push(await call(request));
  const last = answers.at(-1)!;
  const before = answers.slice(0, -1);
  if (before.some(({ status }) => status !== 202))
    return { got: `${before.map(({ status }) => status).join(', ')} before`, last };
  if (last.status === 409) return { got: 'conflict', last };
  if (last.status >= 400 && last.status < 500) return { got: 'refused', last };
  if (last.status !== 202) return { got: String(last.status), last };
  const sent = all.at(-1)!;
  const right = await verifyReceipt(last.body, (kid) => theirKey(under, kid), {
    from: keys.society,
    to: under.iss,
    message: sent.headers['idempotency-key']!,
    digest: sent.headers['content-digest']!,
  }).then(
    ({ decision }) => decision === 'received' && last.type === CONTENT_TYPE,
    () => false,
  );
  if (!right) return { got: 'no valid receipt', last };
  const again = before.length > 0 && before.at(-1)!.body === last.body;
  return { got: again ? 'the same receipt' : 'taken', last };
}

function theirKey({ keys }: Capability, kid: string) {
  const key = keys.find((one) => one.kid === kid && one.use === 'sign');
  return key && keyObject(key);
}

function alike(what: string, kinds: number): ConformanceOutcome {
  return { check: `${what}: one and the same`, expected: '1', got: String(kinds), passed: kinds === 1 };
}

async function call({ method, url, headers, body }: OutgoingRequest): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(method !== 'GET' && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() };
  } catch {
    return { status: 0, type: '', body: 'no answer' };
  }
}

/** Opens a request and tells its body so slowly that it would take hours. */
function slowBody(url: string): Promise<string> {
  const open = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((settle) => {
    const request = open(url, { method: 'POST', headers: { 'content-type': CONTENT_TYPE, 'content-length': 65_536 } });
    const telling = setInterval(() => request.write('A'), 1_000);
    const late = setTimeout(() => end('still open'), SLOW_BODY_ENDS_WITHIN_MS);
    const end = (what: string) => {
      clearInterval(telling);
      clearTimeout(late);
      request.destroy();
      settle(what);
    };
    request.on('response', () => end('cut off'));
    request.on('error', () => end('cut off'));
    request.on('close', () => end('cut off'));
    request.write('A');
  });
}
