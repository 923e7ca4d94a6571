import { Injectable } from '@nestjs/common';
import { hashPassword } from '#libs/crypto';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { newId, type AccountId, type Actor, type BranchId, type Role, type StaffActor } from '#libs/kernel';
import { BranchCodeTaken, BranchUnknown, EmailTaken } from './access.errors.js';
import { Account, AccountSecrets } from './account.entity.js';
import { Branch } from './branch.entity.js';
import { Enrolments, newTotp, type TotpSetUp } from './enrolments.js';

export interface NewAccount {
  email: string;
  name: string;
  role: Role;
  branchId: BranchId;
}

const DEPLOYMENT = { type: 'deployment' } as const;

/** Accounts and branches, as the administrator keeps them. */
@Injectable()
export class Accounts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly enrolments: Enrolments,
  ) {}

  list(by: Actor): Promise<Account[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('manage-accounts', DEPLOYMENT);
      return tx.of(Account).query('account').orderBy('account.email').getMany();
    });
  }

  /** The active members of one's own branch, for handing work on. */
  colleagues(by: StaffActor): Promise<Account[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('list-cases', DEPLOYMENT);
      return tx
        .of(Account)
        .query('account')
        .where(`account.branchId = :branchId AND account.state = 'active'`, by)
        .orderBy('account.name')
        .getMany();
    });
  }

  /** @returns the receipt, and the token of the enrolment link, which is shown once @throws EmailTaken, BranchUnknown */
  async invite(account: NewAccount, by: StaffActor): Promise<{ receipt: Receipt; enrolmentToken: string | undefined }> {
    let enrolmentToken: string | undefined;
    const receipt = await this.unitOfWork.once(by, async (tx) => {
      tx.authorize('manage-accounts', DEPLOYMENT);
      const created = await this.add(tx, account, 'invited');
      await tx.of(Account).insert(created);
      enrolmentToken = await this.enrolments.invite(tx, created.id);
      return { id: created.id, state: created.state, version: 1 };
    });
    return { receipt, enrolmentToken };
  }

  /** Notes what somebody has been trained for, or takes it back. @throws NotFound, StaleVersion */
  recordTraining(id: AccountId, trained: { newsOfDeath: boolean }, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('manage-accounts', DEPLOYMENT);
      const account = await tx.of(Account).lockOrFail({ id }, version);
      account.trainedForNewsOfDeath = trained.newsOfDeath;
      tx.audit.record('account.training-recorded', { type: 'account', id }, trained);
      const { state, version: now } = await tx.of(Account).save(account);
      return { id, state, version: now };
    });
  }

  /** The member of staff with this address, for work done on the command line in their name. */
  async actorWith(email: string): Promise<StaffActor | undefined> {
    const account = await this.unitOfWork.run({ kind: 'sign-in' }, (tx) =>
      tx.of(Account).find({ email: email.trim().toLowerCase(), state: 'active' }),
    );
    return account
      ? { kind: 'staff', accountId: account.id, role: account.role, branchId: account.branchId }
      : undefined;
  }

  /** An account that can sign in at once: the first administrator, the demo. @throws EmailTaken, BranchUnknown */
  async createActive(account: NewAccount, password: string, by: Actor): Promise<{ id: AccountId; totp: TotpSetUp }> {
    const passwordHash = await hashPassword(password);
    return this.unitOfWork.run(by, async (tx) => {
      const created = await this.add(tx, account, 'active');
      await tx.of(Account).insert(created);
      const secrets = tx.of(AccountSecrets).create({ accountId: created.id, passwordHash });
      const totp = await newTotp(tx, created, secrets);
      await tx.of(AccountSecrets).insert(secrets);
      return { id: created.id, totp };
    });
  }

  listBranches(by: Actor): Promise<Branch[]> {
    return this.unitOfWork.run(by, (tx) => tx.of(Branch).query('branch').orderBy('branch.name').getMany());
  }

  /** @throws BranchCodeTaken */
  addBranch(branch: { name: string; code: string }, by: Actor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('manage-accounts', DEPLOYMENT);
      if (await tx.of(Branch).find({ code: branch.code })) throw new BranchCodeTaken();
      const added = tx.of(Branch).create({ id: newId(), ...branch });
      await tx.of(Branch).insert(added);
      tx.audit.record('branch.created', { type: 'branch', id: added.id });
      return { id: added.id, version: 1 };
    });
  }

  private async add(tx: Transaction, account: NewAccount, state: 'invited' | 'active'): Promise<Account> {
    const email = account.email.trim().toLowerCase();
    if (await tx.of(Account).find({ email })) throw new EmailTaken();
    if (!(await tx.of(Branch).find({ id: account.branchId }))) throw new BranchUnknown();
    const created = tx.of(Account).create({ ...account, id: newId(), email, state, trainedForNewsOfDeath: false });
    tx.audit.record('account.created', { type: 'account', id: created.id }, { role: account.role, state });
    return created;
  }
}
