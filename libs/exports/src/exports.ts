import { Inject, Injectable } from '@nestjs/common';
import { PURPOSE_RULES, RECIPIENT_CODE, type RecipientClass } from '#libs/consent';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { dayOf, Forbidden, InvalidInput, newId, realDay, type BranchId, type StaffActor } from '#libs/kernel';
import { next, type Facts } from '#libs/workflow';
import {
  Export,
  exportPlace,
  keyOfWords,
  type Exported,
  type ExportId,
  type ExportPurpose,
  type ExportWords,
} from './export.entity.js';
import { exportWorkflow, type ExportAction, type ExportGuard } from './export.workflow.js';
import { destroyFile } from './destroy-file.js';
import { EXPORT_SETTINGS, type ExportSettings } from './export-settings.js';
import { knownFacts, viewsOf, wordsOf, type ExportView } from './export-view.js';
import { countCandidates } from './rows.js';

const DAYS_TO_APPROVE = 7;

export interface ExportInput {
  what: Exported;
  purpose: ExportPurpose;
  /** For whom, where it is not the Society itself: `partner:KEN`. */
  recipient?: string;
  /** The asker's own branch where left out. */
  branchId?: BranchId;
  openedFrom?: string;
  openedTo?: string;
  reason: string;
  /** What an authority could do with it. */
  harm?: string;
}

/** Somebody asks for a list of persons; two others agree, or somebody refuses. */
@Injectable()
export class Exports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(EXPORT_SETTINGS) private readonly settings: ExportSettings,
  ) {}

  /** @throws InvalidInput, GuardNotMet, Forbidden */
  ask(input: ExportInput, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('export-data', { type: 'deployment' });
      const { what, purpose, recipient = null, branchId = by.branchId, reason, harm } = input;
      // A supervisor answers for their own branch, and for no other.
      if (by.role !== 'steward' && branchId !== by.branchId) throw new Forbidden();
      checkRecipient(purpose, recipient);
      const scope = { what, branchId, ...daysOf(input, tx.now) };
      const id = newId<'export'>();
      const { to, transition } = next(exportWorkflow, 'none', 'ask', by.role, {
        'reason-given': said(reason),
        'harm-considered': purpose !== 'share-with-authority' || said(harm),
        'within-the-limit': (await countCandidates(tx, scope)) <= this.settings.exportRows,
      });
      const words: ExportWords = { reason, ...(harm && { harm }) };
      await tx.of(Export).insert(
        tx.of(Export).create({
          id,
          state: to,
          ...scope,
          purpose,
          recipient,
          askedBy: by.accountId,
          askedAt: tx.now,
          expiresAt: new Date(tx.now.getTime() + DAYS_TO_APPROVE * 86_400_000),
          downloads: 0,
          details: await tx.vault.seal(keyOfWords(id), exportPlace(id, 'details'), words),
        }),
      );
      note(tx, id, transition.emits, { what, purpose, branch: branchId });
      return { id, version: 1, state: to };
    });
  }

  /** Those the reader may decide on, the newest first. */
  list(by: StaffActor): Promise<ExportView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('export-data', { type: 'deployment' });
      const exports = await tx.of(Export).query('export').orderBy('export.id', 'DESC').limit(100).getMany();
      return viewsOf(tx, exports, by);
    });
  }

  /** @throws NotFound, Forbidden */
  read(id: ExportId, by: StaffActor): Promise<ExportView> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('export-data', { type: 'deployment' });
      const [one] = await viewsOf(tx, [await tx.of(Export).findOrFail({ id })], by);
      return one!;
    });
  }

  /** The first of two, or the second. @throws GuardNotMet, StaleVersion, NotFound, Forbidden */
  approve(id: ExportId, version: number, by: StaffActor): Promise<Receipt> {
    const action = ({ state }: Export) => (state === 'approved-once' ? 'approve-second' : 'approve');
    return this.step(
      id,
      version,
      by,
      action,
      () => ({}),
      (_, one, taken) => {
        if (taken === 'approve') one.firstApproverId = by.accountId;
        else one.secondApproverId = by.accountId;
      },
    );
  }

  /** @throws GuardNotMet, StaleVersion, NotFound, Forbidden */
  refuse(id: ExportId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(
      id,
      version,
      by,
      () => 'refuse',
      () => ({ 'reason-given': said(reason) }),
      async (tx, one) => {
        const words: ExportWords = { ...(await wordsOf(tx, one)), refusal: reason };
        one.details = await tx.vault.seal(keyOfWords(id), exportPlace(id, 'details'), words);
        Object.assign(one, { refusedBy: by.accountId, refusedAt: tx.now });
      },
    );
  }

  /** @throws GuardNotMet, StaleVersion, NotFound, Forbidden */
  takeBack(id: ExportId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(
      id,
      version,
      by,
      () => 'take-back',
      () => ({}),
      (tx, one) => destroyFile(tx, one),
    );
  }

  private step(
    id: ExportId,
    version: number,
    by: StaffActor,
    actionIn: (one: Export) => ExportAction,
    facts: () => Facts<ExportGuard>,
    change: (tx: Transaction, one: Export, taken: ExportAction) => Promise<void> | void,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('export-data', { type: 'deployment' });
      const one = await tx.of(Export).lockOrFail({ id }, version);
      const action = actionIn(one);
      const { to, transition } = next(exportWorkflow, one.state, action, by.role, {
        ...facts(),
        ...knownFacts(one, tx.now, by),
      });
      one.state = to;
      await change(tx, one, action);
      note(tx, id, transition.emits, { state: to });
      const { version: now } = await tx.of(Export).save(one);
      return { id, state: to, version: now };
    });
  }
}

export function note(
  tx: Transaction,
  id: ExportId,
  topic: string,
  details: Record<string, string | number> = {},
): void {
  tx.audit.record(topic, { type: 'export', id }, details);
  tx.outbox.emit(topic, { exportId: id }, topic === 'exports.approved' ? 'bulk' : 'prompt');
}

/** @throws InvalidInput where the purpose goes to somebody else, or nobody is named */
function checkRecipient(purpose: ExportPurpose, recipient: string | null): void {
  const { recipients, named } = PURPOSE_RULES[purpose];
  const to = (recipient?.split(':')[0] ?? 'own-society') as RecipientClass;
  const fits = recipients.includes(to) && (!recipient || RECIPIENT_CODE.test(recipient));
  if (fits && (!named || recipient?.includes(':'))) return;
  throw new InvalidInput([
    {
      path: 'recipient',
      code: 'export.recipient',
      message:
        'Name who receives the list, as the purpose asks: partner:KEN, icrc, authority:police; nobody for our own use.',
    },
  ]);
}

/** @throws InvalidInput */
function daysOf({ openedFrom, openedTo }: ExportInput, now: Date) {
  const today = dayOf(now);
  const from = openedFrom ? realDay(openedFrom, 'openedFrom') : null;
  const to = openedTo ? realDay(openedTo, 'openedTo') : today;
  if (from && from > to)
    throw new InvalidInput([
      { path: 'openedTo', code: 'export.days', message: 'The last day comes before the first. Check both.' },
    ]);
  return { openedFrom: from, openedTo: to < today ? to : today };
}

function said(text: string | undefined): boolean {
  return (text ?? '').trim().length > 0;
}
