import { randomBytes } from 'node:crypto';
import { Accounts } from '#libs/access';
import { Decisions, Intake } from '#libs/cases';
import type { Settings } from '#libs/config';
import {
  ROLES,
  systemActor,
  type AccountId,
  type BranchId,
  type DossierId,
  type Role,
  type StaffActor,
} from '#libs/kernel';
import { FamilyCards } from '#libs/family-access';
import { Registrations } from '#libs/registrations';
import type { Home } from '../home.js';
import { withOperator } from '../operator.js';
import type { DemoRequest } from './demo-requests.js';
import { demoSociety, type DemoSociety } from './demo-society.js';
import { writeDemoSignIn, type DemoSignIn } from './demo-sign-in.js';

const SEEDER = systemActor('demo');
/** The word that the invented family chose. */
const DEMO_WORD = 'mulberry';

/** Fills a new deployment with invented accounts, requests and registrations. */
export async function seedDemo(settings: Settings, home: Home): Promise<void> {
  const password = `demo-${randomBytes(6).toString('base64url')}`;
  const society = demoSociety(settings.society);
  const { signIn, staff } = await withOperator(settings, 'relink_worker', async ({ get }) =>
    seedStaff(get(Accounts), society, password),
  );
  const actor = (role: Role, branch: string) =>
    staff.find((member) => member.role === role && member.branch === branch)!.actor;
  await withOperator(settings, 'relink_api', async ({ get }) => {
    for (const { branch, registration } of society.registrations)
      await get(Registrations).register(registration, actor('caseworker', branch));
    for (const request of society.requests) {
      const caseworker = actor('caseworker', request.branch);
      const id = await seedRequest(get(Intake), get(Decisions), request, {
        caseworker,
        supervisor: actor('supervisor', request.branch),
      });
      if (request.upTo !== 'open' || signIn.familyCard) continue;
      const { code } = await get(FamilyCards).issue(id, { language: 'en', word: DEMO_WORD }, caseworker);
      signIn.familyCard = { code, word: DEMO_WORD };
    }
  });
  writeDemoSignIn(home, signIn);
}

async function seedStaff(accounts: Accounts, society: DemoSociety, password: string) {
  const branchIds = new Map<string, BranchId>();
  for (const branch of society.branches)
    branchIds.set(branch.name, (await accounts.addBranch(branch, SEEDER)).id as BranchId);
  const signIn: DemoSignIn = { password, accounts: [] };
  const staff: { role: Role; branch: string; actor: StaffActor }[] = [];
  for (const { email, name, role, branch } of society.staff) {
    const branchId = branchIds.get(branch)!;
    const { id, totp } = await accounts.createActive({ email, name, role, branchId }, password, SEEDER);
    signIn.accounts.push({ email, role, branch, totpSecret: totp.secret });
    staff.push({ role, branch, actor: actorOf(id, role, branchId) });
  }
  const missing = ROLES.filter((role) => !society.staff.some((member) => member.role === role));
  if (missing.length > 0) throw new Error(`the demo lacks an account for ${missing.join(', ')}`);
  return { signIn, staff };
}

function actorOf(accountId: AccountId, role: Role, branchId: BranchId): StaffActor {
  return { kind: 'staff', accountId, role, branchId };
}

async function seedRequest(
  intake: Intake,
  decisions: Decisions,
  { interview, upTo }: DemoRequest,
  by: { caseworker: StaffActor; supervisor: StaffActor },
): Promise<DossierId> {
  const opened = await intake.registerContact({ interview }, by.caseworker);
  const id = opened.id as DossierId;
  if (upTo === 'pre-case') return id;
  const submitted = await intake.completeInterview(id, opened.version, by.caseworker);
  if (upTo === 'submitted') return id;
  await decisions.accept(id, { ownerId: by.caseworker.accountId }, submitted.version, by.supervisor);
  return id;
}
