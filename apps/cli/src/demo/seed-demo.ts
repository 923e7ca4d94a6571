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
import { DEMO_REQUESTS, type DemoRequest } from './demo-requests.js';
import { DEMO_REGISTRATIONS } from './demo-registrations.js';
import { writeDemoSignIn, type DemoSignIn } from './demo-sign-in.js';

const SEEDER = systemActor('demo');
const BRANCHES = [
  { name: 'Harbour', code: 'HAR' },
  { name: 'Highlands', code: 'HIG' },
] as const;
type BranchName = (typeof BRANCHES)[number]['name'];

/** One account for every role in Harbour, and those who work on cases in Highlands too, so that two branches can be seen. */
const STAFF: readonly { email: string; name: string; role: Role; branch: BranchName }[] = [
  { email: 'volunteer@harbour.example', name: 'Vera Holm', role: 'intake-volunteer', branch: 'Harbour' },
  { email: 'caseworker@harbour.example', name: 'Samira Lund', role: 'caseworker', branch: 'Harbour' },
  { email: 'supervisor@harbour.example', name: 'Stellan Berg', role: 'supervisor', branch: 'Harbour' },
  { email: 'child@harbour.example', name: 'Ines Strand', role: 'child-protection-specialist', branch: 'Harbour' },
  { email: 'liaison@harbour.example', name: 'Liv Dahl', role: 'liaison', branch: 'Harbour' },
  { email: 'steward@harbour.example', name: 'Sten Vik', role: 'steward', branch: 'Harbour' },
  { email: 'administrator@harbour.example', name: 'Ada Moe', role: 'administrator', branch: 'Harbour' },
  { email: 'analyst@harbour.example', name: 'Anton Lie', role: 'analyst', branch: 'Harbour' },
  { email: 'caseworker@highlands.example', name: 'Kari Fjeld', role: 'caseworker', branch: 'Highlands' },
  { email: 'supervisor@highlands.example', name: 'Simon Aas', role: 'supervisor', branch: 'Highlands' },
];

/** The word that the invented family chose. */
const DEMO_WORD = 'mulberry';

/** Fills a new deployment with invented accounts, requests and registrations. */
export async function seedDemo(settings: Settings, home: Home): Promise<void> {
  const password = `demo-${randomBytes(6).toString('base64url')}`;
  const { signIn, staff } = await withOperator(settings, 'relink_worker', async ({ get }) =>
    seedStaff(get(Accounts), password),
  );
  const actor = (role: Role, branch: BranchName) =>
    staff.find((member) => member.role === role && member.branch === branch)!.actor;
  await withOperator(settings, 'relink_api', async ({ get }) => {
    for (const { branch, registration } of DEMO_REGISTRATIONS)
      await get(Registrations).register(registration, actor('caseworker', branch));
    for (const request of DEMO_REQUESTS) {
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

async function seedStaff(accounts: Accounts, password: string) {
  const branchIds = new Map<BranchName, BranchId>();
  for (const branch of BRANCHES) branchIds.set(branch.name, (await accounts.addBranch(branch, SEEDER)).id as BranchId);
  const signIn: DemoSignIn = { password, accounts: [] };
  const staff: { role: Role; branch: BranchName; actor: StaffActor }[] = [];
  for (const { email, name, role, branch } of STAFF) {
    const branchId = branchIds.get(branch)!;
    const { id, totp } = await accounts.createActive({ email, name, role, branchId }, password, SEEDER);
    signIn.accounts.push({ email, role, branch, totpSecret: totp.secret });
    staff.push({ role, branch, actor: actorOf(id, role, branchId) });
  }
  const missing = ROLES.filter((role) => !STAFF.some((member) => member.role === role));
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
