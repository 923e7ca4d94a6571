import { read, write } from './client.js';
import type { Account, Branch, Invited, Page, Receipt, Role } from './types.js';

/** Accounts and branches, as the administrator keeps them. */

export interface AccountPlace {
  name: string;
  role: Role;
  branchId: string;
}

export const readAccounts = (signal?: AbortSignal) => read<Page<Account>>('/accounts', {}, signal);
export const createAccount = (account: AccountPlace & { email: string }) =>
  write<Invited>('POST', '/accounts', { body: account });
export const changeAccount = ({ id, version }: Account, { name, role, branchId }: AccountPlace) =>
  write<Receipt>('POST', `/accounts/${id}/change`, { body: { name, role, branchId }, version });
export const recordTraining = ({ id, version }: Account, newsOfDeath: boolean) =>
  write<Receipt>('POST', `/accounts/${id}/record-training`, { body: { newsOfDeath }, version });
export const disableAccount = ({ id, version }: Account) =>
  write<Receipt>('POST', `/accounts/${id}/disable`, { version });
/** The token of the link is answered once. */
export const inviteAgain = ({ id, version }: Account) =>
  write<Invited>('POST', `/accounts/${id}/invite-again`, { version });

export const readBranches = (signal?: AbortSignal) => read<Page<Branch>>('/branches', {}, signal);
export const createBranch = (branch: { name: string; code: string }) =>
  write<Receipt>('POST', '/branches', { body: branch });
