import { Injectable } from '@nestjs/common';
import { hashPassword } from '#libs/crypto';
import { lockByName, UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import {
  Forbidden,
  newId,
  type AccountId,
  type Actor,
  type BranchId,
  type Role,
  type StaffActor,
  type SystemActor,
} from '#libs/kernel';
import { BranchCodeTaken, BranchUnknown, EmailTaken, OwnAccountKept } from './access.errors.js';
import { Account, AccountSecrets, emailAsKept } from './account.entity.js';
import { Branch } from './branch.entity.js';
import { Enrolments, newTotp, type TotpSetUp } from './enrolments.js';
import { ACCOUNTS_CHANGE } from './in-charge.js';
import { Sessions } from './sessions.js';

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
    private readonly sessions: Sessions,
  ) {}

  list(by: Actor): Promise<Account[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('manage-accounts', DEPLOYMENT);
      return tx.of(Account).query('account').orderBy('account.name').addOrderBy('account.email').getMany();
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
      return saved(tx, account);
    });
  }

  /**
   * Another name, role or branch. With another role or branch they sign in anew, and what they were in charge of is handed over.
   * @throws NotFound, StaleVersion, OwnAccountKept, BranchUnknown
   */
  change(
    id: AccountId,
    changed: Pick<NewAccount, 'name' | 'role' | 'branchId'>,
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const account = await this.keeping(tx, id, version, by);
      if (!(await tx.of(Branch).find({ id: changed.branchId }))) throw new BranchUnknown();
      const moved = account.role !== changed.role || account.branchId !== changed.branchId;
      Object.assign(account, changed);
      if (moved) await this.leave(tx, account);
      const { role, branchId: branch } = changed;
      tx.audit.record('account.changed', { type: 'account', id }, { role, branch });
      return saved(tx, account);
    });
  }

  /** Ends what somebody may do, at once and everywhere. @throws NotFound, StaleVersion, OwnAccountKept */
  disable(id: AccountId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const account = await this.keeping(tx, id, version, by);
      account.state = 'disabled';
      await this.enrolments.withdraw(tx, id);
      await this.leave(tx, account);
      tx.audit.record('account.disabled', { type: 'account', id });
      return saved(tx, account);
    });
  }

  /**
   * A new link, for somebody whose phone or password is lost, who was disabled, or whose link ran out. Nothing they signed in with
   * before opens the account any more.
   * @returns the receipt, and the token of the enrolment link, which is shown once
   * @throws NotFound, StaleVersion, OwnAccountKept
   */
  async inviteAgain(
    id: AccountId,
    version: number,
    by: StaffActor,
  ): Promise<{ receipt: Receipt; enrolmentToken: string | undefined }> {
    let enrolmentToken: string | undefined;
    const receipt = await this.unitOfWork.once(by, async (tx) => {
      const account = await this.keeping(tx, id, version, by);
      enrolmentToken = await this.startAnew(tx, account);
      return saved(tx, account);
    });
    return { receipt, enrolmentToken };
  }

  /** The same from the command line: for the only administrator, whom nobody else can help. @returns nothing where there is no such account */
  inviteFromTheServer(email: string, by: SystemActor): Promise<string | undefined> {
    return this.unitOfWork.run(by, async (tx) => {
      const found = await tx.of(Account).find({ email: emailAsKept(email) });
      if (!found) return undefined;
      const account = await tx.of(Account).lockOrFail({ id: found.id });
      const token = await this.startAnew(tx, account);
      await tx.of(Account).save(account);
      return token;
    });
  }

  /** The member of staff with this address, for work done on the command line in their name. */
  async actorWith(email: string): Promise<StaffActor | undefined> {
    const account = await this.unitOfWork.run({ kind: 'sign-in' }, (tx) =>
      tx.of(Account).find({ email: emailAsKept(email), state: 'active' }),
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

  /**
   * An account that the administrator is about to change. One change at a time, by whoever is an administrator still: two who
   * disable each other at the same moment would leave nobody.
   */
  private async keeping(tx: Transaction, id: AccountId, version: number, by: StaffActor): Promise<Account> {
    tx.authorize('manage-accounts', DEPLOYMENT);
    await lockByName(tx.sql, ACCOUNTS_CHANGE);
    const self = await tx.of(Account).findOrFail({ id: by.accountId });
    if (self.state !== 'active' || self.role !== 'administrator') throw new Forbidden({ type: 'account', id });
    const account = await tx.of(Account).lockOrFail({ id }, version);
    if (id === by.accountId) throw new OwnAccountKept();
    return account;
  }

  private async leave(tx: Transaction, { id }: Account): Promise<void> {
    await this.sessions.revokeAll(tx, id);
    tx.outbox.emit('account.left', { accountId: id });
  }

  private async startAnew(tx: Transaction, account: Account): Promise<string> {
    account.state = 'invited';
    await this.sessions.revokeAll(tx, account.id);
    tx.audit.record('account.invited-again', { type: 'account', id: account.id });
    return this.enrolments.invite(tx, account.id);
  }

  private async add(tx: Transaction, account: NewAccount, state: 'invited' | 'active'): Promise<Account> {
    const email = emailAsKept(account.email);
    if (await tx.of(Account).find({ email })) throw new EmailTaken();
    if (!(await tx.of(Branch).find({ id: account.branchId }))) throw new BranchUnknown();
    const created = tx.of(Account).create({ ...account, id: newId(), email, state, trainedForNewsOfDeath: false });
    tx.audit.record('account.created', { type: 'account', id: created.id }, { role: account.role, state });
    return created;
  }
}

async function saved(tx: Transaction, account: Account): Promise<Receipt> {
  const { id, state, version } = await tx.of(Account).save(account);
  return { id, state, version };
}
