import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { authorizedDossier } from '#libs/access';
import { recordListCheck, TracingRequest } from '#libs/cases';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import type { DossierId, PersonId, StaffActor } from '#libs/kernel';
import { contentOfList, detailsOfList, PeopleList, receiptOf, takeListStep } from '#libs/registrations';
import { available, next, type Step } from '#libs/workflow';
import type { EvidenceLine } from '../potential-match.entity.js';
import { findingPlace, ListFinding, type ListFindingId, type ShownSide } from './list-finding.entity.js';
import { listFindingWorkflow, type ListFindingAction, type ListFindingState } from './list-finding.workflow.js';

/** A proposal as somebody judges it: both sides line by line, and why. */
export interface FindingView {
  id: ListFindingId;
  line: number;
  state: ListFindingState;
  band: ListFinding['band'];
  probability: number;
  request: { id: DossierId; reference: string };
  soughtName: string;
  listedName: string;
  evidence: (EvidenceLine & { sought?: string; listed?: string })[];
  actions: Step<ListFindingAction>[];
  version: number;
}

/** What a comparison of a list proposes, judged by people. Nothing of it is ever confirmed here. */
@Injectable()
export class ListFindings {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of requests that may be seen, the likeliest first; empty once the list is erased. @throws NotFound */
  of(listId: DossierId, by: StaffActor): Promise<FindingView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      const list = await tx.of(PeopleList).findOrFail({ id: listId });
      await authorizedDossier(tx, listId, 'see');
      if (!(await contentOfList(tx, list))) return [];
      const findings = await tx.of(ListFinding).all({ dossierId: listId });
      const requests = await tx.of(TracingRequest).all({ id: In(findings.map(({ requestId }) => requestId)) });
      const references = new Map(requests.map(({ id, reference }) => [id, reference]));
      await tx.vault.unlock(findings.map(({ soughtId }) => soughtId));
      tx.audit.record('lists.findings-read', { type: 'dossier', id: listId }, { dossiers: [...references.keys()] });
      findings.sort((one, other) => other.probability - one.probability || one.line - other.line);
      return Promise.all(findings.map((one) => viewOf(tx, list, one, references.get(one.requestId) ?? '', by)));
    });
  }

  /** What the proposals say of the conditions of the list's steps: whether each was judged. */
  async known(tx: Transaction, listId: DossierId): Promise<{ 'all-judged': boolean }> {
    return { 'all-judged': allJudged(await tx.of(ListFinding).all({ dossierId: listId })) };
  }

  /** Judges one: a lead to follow up, or somebody else. @throws GuardNotMet, NotYours, StaleVersion, TransitionRefused, NotFound */
  judge(
    id: ListFindingId,
    action: 'follow-up' | 'rule-out',
    reason: string,
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const finding = await tx.of(ListFinding).lockOrFail({ id }, version);
      const dossiers = [
        await authorizedDossier(tx, finding.dossierId, 'see'),
        await authorizedDossier(tx, finding.requestId, 'see'),
      ];
      const facts = { 'reason-given': reason.trim() !== '' };
      const { to, transition } = next(listFindingWorkflow, finding.state, action, by.role, facts);
      for (const { facts: of } of dossiers) tx.authorize('work', of, { by: transition.by });
      Object.assign(finding, { state: to, judgedBy: by.accountId, judgedAt: tx.now });
      finding.reason = await tx.vault.seal(finding.requestId, findingPlace(id, 'reason'), reason);
      const { version: now } = await tx.of(ListFinding).save(finding);
      tx.audit.record(transition.emits, { type: 'dossier', id: finding.requestId }, { finding: id, state: to });
      return { id, state: to, version: now };
    });
  }

  /**
   * Ends the comparison of a list: what was judged becomes a search action of each request it touched, then the list is erased
   * with its key. @throws GuardNotMet, NotYours, StaleVersion, TransitionRefused, NotFound
   */
  close(listId: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const list = await tx.of(PeopleList).lockOrFail({ id: listId }, version);
      await authorizedDossier(tx, listId, 'see');
      const findings = await tx.of(ListFinding).all({ dossierId: listId });
      await takeListStep(tx, list, 'close', { 'all-judged': allJudged(findings) });
      const { source } = await detailsOfList(tx, list);
      for (const [soughtId, of] of bySought(findings)) {
        const leads = of.filter(({ state }) => state === 'lead');
        const { requestId, permitId } = of[0]!;
        const outcome = leads.length > 0 ? 'lead-found' : 'nothing-found';
        const result = leads.length > 0 ? `On the list at line ${leads.map(({ line }) => line).join(', ')}.` : NOBODY;
        await recordListCheck(tx, { requestId, soughtId, permitId, outcome, source, result }, by);
      }
      return receiptOf(await tx.of(PeopleList).save(list));
    });
  }
}

function allJudged(findings: readonly ListFinding[]): boolean {
  return findings.every(({ state }) => state !== 'proposed');
}

const NOBODY = 'Nobody on the list turned out to be the person sought.';

function bySought(findings: readonly ListFinding[]): Map<PersonId, ListFinding[]> {
  const groups = new Map<PersonId, ListFinding[]>();
  for (const one of findings) groups.set(one.soughtId, [...(groups.get(one.soughtId) ?? []), one]);
  return groups;
}

async function viewOf(
  tx: Transaction,
  list: PeopleList,
  finding: ListFinding,
  reference: string,
  by: StaffActor,
): Promise<FindingView> {
  const { id, line, state, band, probability, requestId, soughtId, version } = finding;
  const sought = await tx.vault.open<ShownSide>(soughtId, findingPlace(id, 'sought_side'), finding.soughtSide);
  const place = findingPlace(id, 'listed_side');
  const listed = await tx.vault.open<ShownSide>(list.listSubject, place, finding.listedSide);
  return {
    id,
    line,
    state,
    band,
    probability,
    request: { id: requestId, reference },
    soughtName: sought.name,
    listedName: listed.name,
    evidence: finding.evidence.map((one, at) => ({
      ...one,
      ...(sought.values[at] && { sought: sought.values[at] }),
      ...(listed.values[at] && { listed: listed.values[at] }),
    })),
    actions: available(listFindingWorkflow, state, by.role, {}),
    version,
  };
}
