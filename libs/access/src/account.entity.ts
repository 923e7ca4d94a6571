import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, BranchId, Role } from '#libs/kernel';

export type AccountState = 'invited' | 'active' | 'disabled';

/** A member of staff. Names and addresses of staff are known inside the Society and are not sealed. */
@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid')
  id!: AccountId;

  /** Lower case. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  @Column('uuid', { name: 'branch_id' })
  branchId!: BranchId;

  @Column('text')
  state!: AccountState;

  /** Has learned how to bring the news that somebody died. */
  @Column('boolean', { name: 'trained_for_news_of_death' })
  trainedForNewsOfDeath!: boolean;

  @VersionColumn()
  version!: number;
}

/** What an account signs in with. Only somebody who is signing in can read it. */
@Entity('account_secrets')
export class AccountSecrets {
  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: AccountId;

  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  /** Sealed under the account's own key. */
  @Column('bytea', { name: 'totp_secret', nullable: true })
  totpSecret!: Buffer | null;

  /** The last time step a code was accepted for: it and all before it are used up. */
  @Column('bigint', { name: 'totp_last_step', default: 0 })
  totpLastStep!: string;
}

/** An address as it is kept and looked for: however it is typed, it is one account. */
export function emailAsKept(typed: string): string {
  return typed.trim().toLowerCase();
}
