import { Injectable } from '@nestjs/common';
import type { Dossier } from '#libs/access';
import { stillThere, type Transaction } from '#libs/database';
import type { AccountId, BranchId, DossierId, PersonId, StaffActor } from '#libs/kernel';
import { displayName, People, type PersonDetails } from '#libs/people';
import { available, type Step } from '#libs/workflow';
import { In } from 'typeorm';
import { ContactAttempt } from './contact-attempt.entity.js';
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

/** Everything of a request's past as its tables hold it. */
export interface Past {
  searches: SearchAction[];
  found: FieldResult[];
  corrected: Correction[];
  tried: ContactAttempt[];
  duplicates: Duplicate[];
  offer: Transfer | null;
}

/** What the past of a request is shown with. */
export interface Around {
  request: TracingRequest;
  dossier: Dossier;
  enquirer: PersonDetails;
  nameOf: (id: AccountId) => StaffName;
  branchOf: (id: BranchId) => BranchName;
  by: StaffActor;
}

@Injectable()
export class History {
  constructor(
    private readonly people: People,
    private readonly reaching: Reaching,
    private readonly searches: SearchActions,
    private readonly facts: SearchFacts,
  ) {}

  /** Questions that travel together; nothing is opened yet. */
  async past(tx: Transaction, id: DossierId): Promise<Past> {
    const [searches, found, corrected, tried, duplicates, offer] = await tx.together(
      tx.of(SearchAction).all({ dossierId: id }),
      tx.of(FieldResult).all({ dossierId: id }),
      tx.of(Correction).all({ dossierId: id }),
      tx.of(ContactAttempt).all({ dossierId: id }),
      tx.of(Duplicate).all([{ dossierId: id }, { duplicateId: id }]),
      tx.of(Transfer).find({ dossierId: id, state: 'offered' }),
    );
    return { searches, found, corrected, tried, duplicates, offer };
  }

  /** @param past of the same transaction, whose dossier is unlocked */
  async of(tx: Transaction, past: Past, around: Around): Promise<RequestHistory> {
    const { request, dossier, nameOf, branchOf } = around;
    const { id } = request;
    return {
      searchActions: await this.searchActions(tx, past, around),
      fieldResults: await oneByOne(inOrder(past.found), async (row) => ({
        soughtId: row.soughtId,
        certainty: row.certainty,
        by: nameOf(row.recordedBy),
        at: row.recordedAt,
        details: await tx.vault.open<FieldResultDetails>(id, fieldResultPlace(row.id), row.details),
      })),
      corrections: await oneByOne(inOrder(past.corrected), async (row) => ({
        by: nameOf(row.correctedBy),
        at: row.correctedAt,
        details: await tx.vault.open<CorrectionDetails>(id, correctionPlace(row.id), row.details),
      })),
      reaching: await this.reached(tx, past, around),
      duplicates: await this.duplicates(tx, id, past),
      sharedWith: dossier.sharedWith.map(branchOf),
      ...(await this.transfer(tx, past, around)),
    };
  }

  private async searchActions(
    tx: Transaction,
    { searches }: Past,
    { request, nameOf, by }: Around,
  ): Promise<SearchActionView[]> {
    return oneByOne(inOrder(searches), async (row) => ({
      id: row.id,
      soughtId: row.soughtId,
      kind: row.kind,
      state: row.state,
      owner: nameOf(row.ownerId),
      due: row.due,
      approvedBy: approversOf(row).map(nameOf),
      ...(row.outcome && { outcome: row.outcome }),
      details: await this.searches.readDetails(tx, row),
      version: row.version,
      actions: available(searchActionWorkflow, row.state, by.role, await this.facts.of(tx, request, row, by)),
    }));
  }

  private async reached(
    tx: Transaction,
    { tried }: Past,
    { request, enquirer, nameOf }: Around,
  ): Promise<RequestHistory['reaching']> {
    const attempts = await this.reaching.openAttempts(tx, request, tried);
    const { contacts = [] } = enquirer;
    return {
      attempts: attempts.map(({ at, outcome, contact, note, row }) => {
        const position = contacts.findIndex(({ kind, value }) => kind === contact?.kind && value === contact.value);
        return {
          at,
          by: nameOf(row.triedBy),
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
  private async duplicates(
    tx: Transaction,
    id: DossierId,
    { duplicates }: Past,
  ): Promise<RequestHistory['duplicates']> {
    const rows = inOrder(duplicates).filter(({ state }) => state === 'marked' || state === 'merged');
    if (rows.length === 0) return [];
    const others = rows.map(({ dossierId, duplicateId }) => (dossierId === id ? duplicateId : dossierId));
    const [requests, sought] = await tx.together(
      tx.of(TracingRequest).all({ id: In(others) }),
      tx.of(SoughtPerson).all({ dossierId: In(others) }),
    );
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
    { offer }: Past,
    { nameOf, branchOf }: Around,
  ): Promise<Pick<RequestHistory, 'transfer'>> {
    if (!offer) return {};
    const { reason } = await tx.vault.open<TransferDetails>(offer.dossierId, transferPlace(offer.id), offer.details);
    return {
      transfer: {
        to: branchOf(offer.toBranch),
        by: nameOf(offer.offeredBy),
        at: offer.offeredAt,
        ...(reason && { reason }),
      },
    };
  }
}

/** Whose names the past of a request is shown with. */
export function staffIn({ searches, found, corrected, tried, offer }: Past): AccountId[] {
  return [
    ...searches.flatMap((row) => [row.ownerId, ...approversOf(row)]),
    ...found.map(({ recordedBy }) => recordedBy),
    ...corrected.map(({ correctedBy }) => correctedBy),
    ...tried.map(({ triedBy }) => triedBy),
    ...(offer ? [offer.offeredBy] : []),
  ];
}

function approversOf({ firstApproverId, secondApproverId }: SearchAction): AccountId[] {
  return [firstApproverId, secondApproverId].flatMap((id) => id ?? []);
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
