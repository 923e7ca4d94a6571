import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Accounts } from '#libs/access';
import type { Settings } from '#libs/config';
import { ExchangeKeys } from '#libs/crypto';
import { UnitOfWork } from '#libs/database';
import { systemActor, type Role, type StaffActor } from '#libs/kernel';
import { fingerprint, OwnKeys, PartnerKnown, TrustRegistry } from '#libs/partners';
import { withOperator } from '../operator.js';

/** Asked for in a demonstration's agreement with its neighbour. */
const AGREED = {
  purposes: ['share-with-partner', 'refer'],
  highest: 'protected',
  dailyQuota: 200,
  stewardContact: 'data protection office',
} as const;

/**
 * What two people on each side do by telephone, done for a demonstration, where both sides are on one machine: the liaison
 * proposes the other Society, the steward compares the fingerprints and approves. Nothing is done twice.
 */
export async function pairSocieties(one: Settings, other: Settings): Promise<void> {
  await trust(one, other);
  await trust(other, one);
}

async function trust(ours: Settings, theirs: Settings): Promise<void> {
  if (!existsSync(join(ours.home, 'demo.json'))) return;
  const keys = new OwnKeys(new ExchangeKeys(theirs.exchangeKeys), theirs.society).told(Math.floor(Date.now() / 1_000));
  const staff = await demoStaff(ours);
  await withOperator(ours, 'relink_api', async ({ get }) => {
    const partner = {
      ...AGREED,
      purposes: [...AGREED.purposes],
      society: theirs.society,
      name: theirs.societyName,
      country: 'ZZ',
      baseUrl: theirs.exchangeOrigin,
    };
    const registry = new TrustRegistry(get(UnitOfWork));
    try {
      const { id, version } = await registry.propose(partner, keys, staff('liaison'));
      const fingerprints = keys.map(({ kid }) => fingerprint(kid));
      await registry.approve(
        id as Parameters<TrustRegistry['approve']>[0],
        { fingerprints },
        version,
        staff('steward'),
      );
    } catch (error) {
      if (!(error instanceof PartnerKnown)) throw error;
    }
  });
}

async function demoStaff(settings: Settings): Promise<(role: Role) => StaffActor> {
  const accounts = await withOperator(settings, 'relink_worker', ({ get }) => get(Accounts).list(systemActor('demo')));
  return (role) => {
    const account = accounts.find((one) => one.role === role && one.state === 'active')!;
    return { kind: 'staff', accountId: account.id, role, branchId: account.branchId };
  };
}
