import { randomBytes } from 'node:crypto';
import { Tasks, TASKS_ENTITIES } from '#libs/tasks';
import type { Settings } from '#libs/config';
import { newId, SystemClock, type BranchId, type Clock, type StaffActor } from '#libs/kernel';
import {
  ExchangeDesk,
  fingerprint,
  keyObject,
  MESSAGES_PATH,
  type OwnKeys,
  PARTNERS_ENTITIES,
  requestFor,
  sealMessage,
  TrustRegistry,
  type OutgoingRequest,
  type PartnerId,
  type PartnerInput,
  type PublicKey,
  type Unpadded,
} from '#libs/partners';
import { aStaffMember, aUnitOfWork, type TestDatabase, type TestKeyring } from '#libs/testing';
import { anEnquiry, aSociety, type Society } from './two-societies.js';

export const DAY = 86_400;

/** A deployment, or as much of one as takes part in the exchange. */
export interface InExchange {
  database: TestDatabase;
  keyring: TestKeyring;
  settings: Settings;
  branches: Record<string, BranchId>;
  exchangeKeys: OwnKeys;
}

export const nowInSeconds = () => Math.floor(Date.now() / 1_000);

/** Pairs a deployment with a partner by the verbs of its registry: proposed by one person, approved by another. */
export async function pairWith(
  relink: InExchange,
  partner: { society: string; baseUrl: string; keys: readonly PublicKey[] } & Partial<PartnerInput>,
): Promise<PartnerId> {
  const { keys, ...input } = partner;
  const api = await aUnitOfWork(relink.database, {
    role: 'relink_api',
    keyring: relink.keyring.keyring,
    entities: PARTNERS_ENTITIES,
  });
  try {
    const registry = new TrustRegistry(api.unitOfWork);
    const { id } = await registry.propose(
      {
        name: `Red Cross of ${input.society}`,
        country: 'KE',
        purposes: ['share-with-partner'],
        highest: 'restricted',
        dailyQuota: 1_000,
        stewardContact: 'steward@relink.example',
        ...input,
      },
      keys,
      await staff(relink, 'liaison'),
    );
    const read = { fingerprints: keys.map(({ kid }) => fingerprint(kid)) };
    await registry.approve(id as PartnerId, read, 1, await staff(relink, 'steward'));
    return id as PartnerId;
  } finally {
    await api.close();
  }
}

/** Does something with the registry of a deployment, as its steward. */
export async function withRegistry<T>(
  relink: InExchange,
  work: (registry: TrustRegistry, by: StaffActor) => Promise<T>,
): Promise<T> {
  const api = await aUnitOfWork(relink.database, {
    role: 'relink_api',
    keyring: relink.keyring.keyring,
    entities: PARTNERS_ENTITIES,
  });
  try {
    return await work(new TrustRegistry(api.unitOfWork), await staff(relink, 'steward'));
  } finally {
    await api.close();
  }
}

function staff({ database, branches }: InExchange, role: 'liaison' | 'steward'): Promise<StaffActor> {
  return aStaffMember(database, role, branches['Harbour']!);
}

/** A Society that speaks the protocol to a deployment by itself, without one of its own: for whatever a deployment would not send. */
export class PartnerSociety {
  readonly society: Society;

  constructor(
    code: string,
    private readonly to: InExchange,
  ) {
    this.society = aSociety(code);
  }

  /** An enquiry of this Society about a case, within what was agreed. */
  enquiry(changes: Partial<Omit<Unpadded, 'type' | 'body' | 'events'>> = {}, now = nowInSeconds()): Unpadded {
    const enquiry = anEnquiry();
    const envelope = { ...enquiry.envelope, case: randomBytes(16).toString('base64url'), expires: now + 30 * DAY };
    const { code } = this.society;
    return {
      ...enquiry,
      envelope,
      iss: code,
      aud: this.to.settings.society,
      jti: newId(),
      iat: now,
      exp: now + DAY,
      ...changes,
    };
  }

  seal(message: Unpadded): Promise<string> {
    const key = this.to.exchangeKeys.told(message.iat).find(({ use }) => use === 'seal')!;
    return sealMessage(message, this.society.signing, { kid: key.kid, key: keyObject(key) });
  }

  request(jti: string, sealed: string, now = nowInSeconds()): OutgoingRequest {
    const targetUri = `${this.to.settings.exchangeOrigin}${MESSAGES_PATH}`;
    return requestFor(
      sealed,
      { jti, targetUri, now, nonce: randomBytes(16).toString('base64url') },
      this.society.signing,
    );
  }

  async send(message: Unpadded): Promise<Answer> {
    return post(this.request(message.jti, await this.seal(message)));
  }
}

export interface Answer {
  status: number;
  type: string | null;
  body: string;
}

export async function post({ url, method, headers, body }: OutgoingRequest): Promise<Answer> {
  const response = await fetch(url, { method, headers, body });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

/** Does something by hand about messages, as a liaison of this Society. */
export async function atTheDesk<T>(
  relink: InExchange,
  work: (desk: ExchangeDesk, by: StaffActor) => Promise<T>,
  clock: Clock = new SystemClock(),
): Promise<T> {
  const api = await aUnitOfWork(relink.database, {
    role: 'relink_api',
    keyring: relink.keyring.keyring,
    entities: [...PARTNERS_ENTITIES, ...TASKS_ENTITIES],
    clock,
  });
  try {
    const desk = new ExchangeDesk(api.unitOfWork, new Tasks(api.unitOfWork));
    return await work(desk, await staff(relink, 'liaison'));
  } finally {
    await api.close();
  }
}
