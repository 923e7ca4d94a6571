import { Accounts } from '#libs/access';
import { Totp } from '#libs/crypto';
import { systemActor, type BranchId, type Role } from '#libs/kernel';
import { withOperator } from '../operator.js';
import { ConsoleClient } from './console-client.js';
import type { TemporaryDeployment } from './temporary-deployment.js';

const PASSWORD = 'a long password for a bench';

export interface Staff {
  caseworkers: ConsoleClient[];
  supervisors: ConsoleClient[];
}

/** Whoever it is imported as. */
export const FIRST_CASEWORKER = emailOf('caseworker', 0);

/** A branch with so many members of staff, each signed in at a console of their own. */
export async function signInStaff(
  { settings, url }: TemporaryDeployment,
  { caseworkers, supervisors }: Record<keyof Staff, number>,
): Promise<Staff> {
  const by = systemActor('bench');
  const made = await withOperator(settings, 'relink_worker', async ({ get }) => {
    const accounts = get(Accounts);
    const branchId = (await accounts.addBranch({ name: 'Bench', code: 'BEN' }, by)).id as BranchId;
    const make = async (role: Role, number: number) => {
      const email = emailOf(role, number);
      const { totp } = await accounts.createActive({ email, name: email, role, branchId }, PASSWORD, by);
      return { email, secret: totp.secret };
    };
    const many = (role: Role, count: number) => Promise.all(Array.from({ length: count }, (_, at) => make(role, at)));
    return { caseworkers: await many('caseworker', caseworkers), supervisors: await many('supervisor', supervisors) };
  });
  const signedIn = async ({ email, secret }: { email: string; secret: string }) => {
    const client = new ConsoleClient(url);
    await client.signIn(email, PASSWORD, new Totp(secret).code(new Date()));
    return client;
  };
  const staff: Staff = { caseworkers: [], supervisors: [] };
  for (const account of made.caseworkers) staff.caseworkers.push(await signedIn(account));
  for (const account of made.supervisors) staff.supervisors.push(await signedIn(account));
  return staff;
}

function emailOf(role: Role, number: number): string {
  return `${role}${number}@bench.example`;
}
