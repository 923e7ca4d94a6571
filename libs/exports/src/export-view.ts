import { In } from 'typeorm';
import { Account, Branch } from '#libs/access';
import type { Transaction } from '#libs/database';
import type { AccountId, BranchId, StaffActor } from '#libs/kernel';
import { available, type Facts, type Step } from '#libs/workflow';
import { Export, exportPlace, keyOfWords, type ExportWords } from './export.entity.js';
import { exportWorkflow, type ExportAction, type ExportGuard } from './export.workflow.js';

/** Somebody of the staff. */
interface Named {
  id: AccountId;
  name: string;
}

type Untold = 'details' | 'content' | 'contentSubject' | 'key';
type ToldByName = 'branchId' | 'askedBy' | 'firstApproverId' | 'secondApproverId' | 'refusedBy';

export interface ExportView extends Omit<Export, Untold | ToldByName> {
  branch: { id: BranchId; name: string };
  askedBy: Named;
  firstApprover?: Named;
  secondApprover?: Named;
  refusedBy?: Named;
  words: ExportWords;
  actions: Step<ExportAction>[];
}

/** As they are shown: those named in them by name, and what the reader can do. */
export async function viewsOf(tx: Transaction, exports: readonly Export[], by: StaffActor): Promise<ExportView[]> {
  const people = exports.flatMap(({ askedBy, firstApproverId, secondApproverId, refusedBy }) => [
    askedBy,
    ...[firstApproverId, secondApproverId, refusedBy].filter((id) => id !== null),
  ]);
  const accounts = await tx.of(Account).all({ id: In([...new Set(people)]) });
  const branches = await tx.of(Branch).all({ id: In([...new Set(exports.map(({ branchId }) => branchId))]) });
  await tx.vault.unlock(exports.map(({ id }) => keyOfWords(id)));
  const named = (id: AccountId): Named => ({ id, name: accounts.find((account) => account.id === id)!.name });
  return Promise.all(
    exports.map(async (one) => {
      const { branchId, askedBy, firstApproverId, secondApproverId, refusedBy, ...rest } = one;
      const { details: _, content: __, contentSubject: ___, key: ____, ...told } = rest;
      const branch = branches.find(({ id }) => id === branchId)!;
      return {
        ...told,
        branch: { id: branchId, name: branch.name },
        askedBy: named(askedBy),
        ...(firstApproverId && { firstApprover: named(firstApproverId) }),
        ...(secondApproverId && { secondApprover: named(secondApproverId) }),
        ...(refusedBy && { refusedBy: named(refusedBy) }),
        words: await wordsOf(tx, one),
        actions: available(exportWorkflow, one.state, by.role, knownFacts(one, tx.now, by)),
      };
    }),
  );
}

/** What the record says of the conditions. */
export function knownFacts(
  { askedBy, firstApproverId, expiresAt, downloads }: Export,
  now: Date,
  { accountId }: StaffActor,
): Facts<ExportGuard> {
  return {
    'not-the-asker': askedBy !== accountId,
    'the-asker': askedBy === accountId,
    'not-the-first-approver': firstApproverId !== accountId,
    'not-expired': now < expiresAt,
    'downloads-left': downloads < MOST_DOWNLOADS,
  };
}
const MOST_DOWNLOADS = 3;

export function wordsOf(tx: Transaction, { id, details }: Export): Promise<ExportWords> {
  return tx.vault.open<ExportWords>(keyOfWords(id), exportPlace(id, 'details'), details);
}
