import { Injectable } from '@nestjs/common';
import { Account, Branch, type Dossier } from '#libs/access';
import { stillThere, type Transaction } from '#libs/database';
import type { AccountId, BranchId, DossierId, PersonId, StaffActor } from '#libs/kernel';
import { displayName, People } from '#libs/people';
import { available, type Step } from '#libs/workflow';
import { In } from 'typeorm';
import { Correction, correctionPlace, type CorrectionDetails } from './correction.entity.js';
import { Duplicate, duplicatePlace, type DuplicateState } from './duplicate.entity.js';
import { lastWorked, unreached } from './enquirer-contact.js';
import { FieldResult, fieldResultPlace, type FieldCertainty, type FieldResultDetails } from './field-result.entity.js';
import { Reaching } from './reaching.js';
import { SearchAction, type SearchActionId, type SearchDetails } from './search-action.entity.js';
import { SearchActions } from './search-actions.js';
import { searchActionWorkflow, type SearchActionAction, type SearchActionState } from './search-action.workflow.js';
import { SearchFacts } from './search-facts.js';
import type { SearchKind, SearchOutcome } from './search-kinds.js';
import { SoughtPerson } from './sought-person.entity.js';
import { TracingRequest } from './tracing-request.entity.js';
import { Transfer, transferPlace, type TransferDetails } from './transfer.entity.js';

type StaffName = { id: AccountId; name: string };
type BranchName = { id: BranchId; name: string };

export interface SearchActionView {
  id: SearchActionId;
  soughtId: PersonId;
  kind: SearchKind;
  state: SearchActionState;
  owner: StaffName;
  due: string;
  approvedBy: StaffName[];
  outcome?: SearchOutcome;
  details: SearchDetails;
  version: number;
  actions: Step<SearchActionAction>[];
}

/** Everything that was done in a request beside its interview, as far as the reader may know it. */
export interface RequestHistory {
  searchActions: SearchActionView[];
  fieldResults: {
    soughtId: PersonId;
    certainty: FieldCertainty;
    by: StaffName;
    at: Date;
    details: FieldResultDetails;
  }[];
  corrections: { by: StaffName; at: Date; details: CorrectionDetails }[];
  reaching: {
    attempts: { at: Date; by: StaffName; outcome: string; contact?: number; note?: string }[];
    lastWorked: (Date | undefined)[];
    /** Towards losing the enquirer. */
    unreached: { attempts: number; days: number; untried: number[] };
  };
  duplicates: {
    id: DossierId;
    reference: string;
    state: DuplicateState;
    /** This request is the one that stays. */
    kept: boolean;
    reason?: string;
    sought: string[];
  }[];
  sharedWith: BranchName[];
  transfer?: { to: BranchName; by: StaffName; at: Date; reason?: string };
}

@Injectable()
export class History {
  constructor(
    private readonly people: People,
    private readonly reaching: Reaching,
    private readonly searches: SearchActions,
    private readonly facts: SearchFacts,
  ) {}

  async of(tx: Transaction, request: TracingRequest, dossier: Dossier, by: StaffActor): Promise<RequestHistory> {
    const { id } = request;
    const [names, branches, found, corrected] = await Promise.all([
      tx
        .of(Account)
        .all()
        .then(namesOf<AccountId>),
      tx
        .of(Branch)
        .all()
        .then(namesOf<BranchId>),
      tx.of(FieldResult).all({ dossierId: id }),
      tx.of(Correction).all({ dossierId: id }),
    ]);
    const [searchActions, reaching, duplicates, transfer] = await Promise.all([
      this.searchActions(tx, request, names, by),
      this.reached(tx, request, names),
      this.duplicates(tx, request),
      this.transfer(tx, id, names, branches),
    ]);
    return {
      searchActions,
      fieldResults: await oneByOne(inOrder(found), async (row) => ({
        soughtId: row.soughtId,
        certainty: row.certainty,
        by: names(row.recordedBy),
        at: row.recordedAt,
        details: await tx.vault.open<FieldResultDetails>(id, fieldResultPlace(row.id), row.details),
      })),
      corrections: await oneByOne(inOrder(corrected), async (row) => ({
        by: names(row.correctedBy),
        at: row.correctedAt,
        details: await tx.vault.open<CorrectionDetails>(id, correctionPlace(row.id), row.details),
      })),
      reaching,
      duplicates,
      sharedWith: dossier.sharedWith.map(branches),
      ...transfer,
    };
  }

  private async searchActions(
    tx: Transaction,
    request: TracingRequest,
    names: (id: AccountId) => StaffName,
    by: StaffActor,
  ): Promise<SearchActionView[]> {
    const rows = inOrder(await tx.of(SearchAction).all({ dossierId: request.id }));
    return oneByOne(rows, async (row) => ({
      id: row.id,
      soughtId: row.soughtId,
      kind: row.kind,
      state: row.state,
      owner: names(row.ownerId),
      due: row.due,
      approvedBy: [row.firstApproverId, row.secondApproverId].flatMap((one) => (one ? [names(one)] : [])),
      ...(row.outcome && { outcome: row.outcome }),
      details: await this.searches.readDetails(tx, row),
      version: row.version,
      actions: available(searchActionWorkflow, row.state, by.role, await this.facts.of(tx, request, row, by)),
    }));
  }

  private async reached(
    tx: Transaction,
    request: TracingRequest,
    names: (id: AccountId) => StaffName,
  ): Promise<RequestHistory['reaching']> {
    const [attempts, people] = await Promise.all([
      this.reaching.attemptsOf(tx, request),
      this.people.details(tx, [request.enquirerId]),
    ]);
    const contacts = people.get(request.enquirerId)?.contacts ?? [];
    return {
      attempts: attempts.map(({ at, outcome, contact, note, row }) => {
        const position = contacts.findIndex(({ kind, value }) => kind === contact?.kind && value === contact.value);
        return {
          at,
          by: names(row.triedBy),
          outcome,
          ...(position >= 0 && { contact: position }),
          ...(note && { note }),
        };
      }),
      lastWorked: lastWorked(attempts, contacts),
      unreached: unreached(attempts, contacts),
    };
  }

  /** Only those whose other side the reader may see too. */
  private async duplicates(tx: Transaction, { id }: TracingRequest): Promise<RequestHistory['duplicates']> {
    const rows = inOrder(await tx.of(Duplicate).all([{ dossierId: id }, { duplicateId: id }])).filter(
      ({ state }) => state === 'marked' || state === 'merged',
    );
    if (rows.length === 0) return [];
    const others = rows.map(({ dossierId, duplicateId }) => (dossierId === id ? duplicateId : dossierId));
    const requests = await tx.of(TracingRequest).all({ id: In(others) });
    const sought = await tx.of(SoughtPerson).all({ dossierId: In(others) });
    const details = await this.people.details(
      tx,
      sought.map((person) => person.id),
    );
    return oneByOne(rows, async (row) => {
      const otherId = row.dossierId === id ? row.duplicateId : row.dossierId;
      const other = stillThere(requests.find((request) => request.id === otherId));
      const { reason } = await tx.vault.open<{ reason?: string }>(row.dossierId, duplicatePlace(row.id), row.details);
      return {
        id: other.id,
        reference: other.reference,
        state: row.state,
        kept: row.dossierId === id,
        ...(reason && { reason }),
        sought: sought
          .filter(({ dossierId }) => dossierId === other.id)
          .sort((a, b) => a.position - b.position)
          .map((person) => displayName(stillThere(details.get(person.id)))),
      };
    });
  }

  private async transfer(
    tx: Transaction,
    dossierId: DossierId,
    names: (id: AccountId) => StaffName,
    branches: (id: BranchId) => BranchName,
  ): Promise<Pick<RequestHistory, 'transfer'>> {
    const row = await tx.of(Transfer).find({ dossierId, state: 'offered' });
    if (!row) return {};
    const { reason } = await tx.vault.open<TransferDetails>(dossierId, transferPlace(row.id), row.details);
    return {
      transfer: { to: branches(row.toBranch), by: names(row.offeredBy), at: row.offeredAt, ...(reason && { reason }) },
    };
  }
}

/** One connection asks one question at a time. */
async function oneByOne<Row, Shown>(rows: readonly Row[], show: (row: Row) => Promise<Shown>): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const row of rows) shown.push(await show(row));
  return shown;
}

/** Ids sort by the time they were made. */
function inOrder<Row extends { id: string }>(rows: Row[]): Row[] {
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function namesOf<Id extends string>(rows: readonly { id: Id; name: string }[]): (id: Id) => { id: Id; name: string } {
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => ({ id, name: names.get(id) ?? '' });
}
