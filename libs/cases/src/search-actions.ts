import { Injectable } from '@nestjs/common';
import { assignOwner, authorizedDossier } from '#libs/access';
import { Consent } from '#libs/consent';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { daysAfter, newId, type AccountId, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { next, type Facts } from '#libs/workflow';
import { SoughtPersonUnknown } from './cases.errors.js';
import { plannedDay } from './days.js';
import {
  OPEN_SEARCHES,
  SearchAction,
  searchActionPlace,
  type SearchActionId,
  type SearchDetails,
} from './search-action.entity.js';
import {
  searchActionWorkflow,
  type SearchActionAction,
  type SearchActionGuard,
  type SearchActionState,
} from './search-action.workflow.js';
import { SearchFacts, useOf } from './search-facts.js';
import { SEARCH_RULES, type SearchKind, type SearchOutcome } from './search-kinds.js';
import { SoughtPerson } from './sought-person.entity.js';
import { takeStep } from './take-step.js';
import { TracingRequest } from './tracing-request.entity.js';

export interface SearchPlan {
  soughtId: PersonId;
  kind: SearchKind;
  due: string;
  ownerId?: AccountId;
  /** Id or code of the authority or partner that is asked, and its country (ISO 3166). */
  recipient?: string;
  recipientCountry?: string;
  /** The restrictions in the person's own words were read, and none stands against it. */
  restrictionsRead?: boolean;
  plan?: string;
  /** For an enquiry at an authority: why it does nobody any harm. */
  harmCheck?: string;
}

const NEXT_PLAN_DAYS = 7;

/** What is done to find a person: planned, permitted, done, with what came of it and where that is known from. */
@Injectable()
export class SearchActions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly consent: Consent,
    private readonly facts: SearchFacts,
  ) {}

  /** @throws GuardNotMet, SoughtPersonUnknown, OwnerUnsuitable, InvalidInput, StaleVersion */
  plan(requestId: DossierId, input: SearchPlan, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id: requestId }, version);
      const sought = await tx.of(SoughtPerson).find({ id: input.soughtId, dossierId: requestId });
      await authorizedDossier(tx, requestId, 'see');
      if (!sought) throw new SoughtPersonUnknown();
      const { kind } = input;
      const id = newId<'search-action'>();
      const due = plannedDay(input.due, tx.now, 'due');
      const facts = await this.facts.of(tx, request, input, by);
      const planned = () =>
        next(searchActionWorkflow, 'none', 'plan', by.role, {
          ...facts,
          'harm-checked': !SEARCH_RULES[kind].authority || said(input.harmCheck),
        });
      // Everything that is missing is named at once; where nothing is planned at all, the request's own table says so.
      if (request.state === 'open') planned();
      await takeStep(tx, request, 'record-search-action', { 'permit-for-purpose': facts['permit-for-purpose'] });
      const { to, transition } = planned();
      const details: SearchDetails = {
        ...(input.plan && { plan: input.plan }),
        ...(input.harmCheck && { harmCheck: input.harmCheck }),
      };
      if (input.ownerId) await assignOwner(tx, requestId, input.ownerId);
      const search = tx.of(SearchAction).create({
        id,
        dossierId: requestId,
        soughtId: input.soughtId,
        kind,
        state: to,
        purpose: SEARCH_RULES[kind].purpose,
        recipient: input.recipient ?? null,
        recipientCountry: input.recipientCountry ?? null,
        restrictionsRead: input.restrictionsRead === true,
        permitId: null,
        plannedBy: by.accountId,
        plannedAt: tx.now,
        ownerId: input.ownerId ?? by.accountId,
        due,
        details: await tx.vault.seal(requestId, searchActionPlace(id), details),
      });
      await tx.of(SearchAction).insert(search);
      await this.planNext(tx, request);
      tx.audit.record(transition.emits, { type: 'dossier', id: requestId }, { searchAction: id, kind });
      tx.outbox.emit(transition.emits, { requestId, searchActionId: id });
      await tx.of(TracingRequest).save(request);
      return { id, state: to, version: 1 };
    });
  }

  /** One of the two approvals of an enquiry at an authority. @throws GuardNotMet, NotYours, StaleVersion */
  approve(id: SearchActionId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'approve', {}, (_, search) => {
      if (search.firstApproverId === null) search.firstApproverId = by.accountId;
      else search.secondApproverId = by.accountId;
    });
  }

  /** The permit is taken now, for this use. @throws GuardNotMet, PermitRefused, NotYours, StaleVersion */
  begin(id: SearchActionId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'begin', {}, async (tx, search, request) => {
      const { purpose, permitOf } = SEARCH_RULES[search.kind];
      const personId = permitOf === 'enquirer' ? request.enquirerId : search.soughtId;
      const permit = await this.consent.permit(
        tx,
        { id: personId, dossierId: search.dossierId },
        purpose,
        useOf(search),
      );
      search.permitId = permit.id;
    });
  }

  /** @throws GuardNotMet, NotYours, StaleVersion */
  recordOutcome(
    id: SearchActionId,
    { outcome, result, source }: { outcome: SearchOutcome; result?: string; source: string },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.step(id, version, by, 'record-outcome', { 'outcome-recorded': said(source) }, async (tx, search) => {
      search.outcome = outcome;
      await this.amend(tx, search, { ...(result && { result }), source });
    });
  }

  /** @throws GuardNotMet, NotYours, StaleVersion */
  abandon(id: SearchActionId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'abandon', { 'reason-given': said(reason) }, (tx, search) =>
      this.amend(tx, search, { reason }),
    );
  }

  readDetails(tx: Transaction, { id, dossierId, details }: SearchAction): Promise<SearchDetails> {
    return tx.vault.open<SearchDetails>(dossierId, searchActionPlace(id), details);
  }

  private step(
    id: SearchActionId,
    version: number,
    by: StaffActor,
    action: SearchActionAction,
    given: Facts<SearchActionGuard>,
    change: (tx: Transaction, search: SearchAction, request: TracingRequest) => Promise<void> | void,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const found = await tx.of(SearchAction).findOrFail({ id });
      // The request first, as every verb locks it.
      const request = await tx.of(TracingRequest).lockOrFail({ id: found.dossierId });
      const search = await tx.of(SearchAction).lockOrFail({ id }, version);
      const dossier = await authorizedDossier(tx, search.dossierId, 'see');
      const facts = { ...(await this.facts.of(tx, request, search, by)), ...given };
      const { to, transition } = next(searchActionWorkflow, search.state, action, by.role, facts);
      tx.authorize('work', dossier.facts, { by: transition.by });
      await change(tx, search, request);
      this.move(search, to, tx.now);
      const { version: now } = await tx.of(SearchAction).save(search);
      await this.planNext(tx, request);
      await tx.of(TracingRequest).save(request);
      tx.audit.record(transition.emits, { type: 'dossier', id: request.id }, { searchAction: id, state: to });
      tx.outbox.emit(transition.emits, { requestId: request.id, searchActionId: id });
      return { id, state: to, version: now };
    });
  }

  private move(search: SearchAction, to: SearchActionState, now: Date): void {
    search.state = to;
    if (to === 'done' || to === 'abandoned') search.endedAt = now;
  }

  private async amend(tx: Transaction, search: SearchAction, parts: SearchDetails): Promise<void> {
    const details = { ...(await this.readDetails(tx, search)), ...parts };
    search.details = await tx.vault.seal(search.dossierId, searchActionPlace(search.id), details);
  }

  /** The next action of an open request is its nearest search action; where none is left, planning the next one. */
  private async planNext(tx: Transaction, request: TracingRequest): Promise<void> {
    if (request.state !== 'open') return;
    const [nearest] = await tx
      .of(SearchAction)
      .query('search')
      .where('search.dossierId = :id AND search.state IN (:...open)', { id: request.id, open: OPEN_SEARCHES })
      .orderBy('search.due')
      .addOrderBy('search.id')
      .limit(1)
      .getMany();
    [request.nextAction, request.nextActionDue] = nearest
      ? [nearest.kind, nearest.due]
      : ['plan-search', daysAfter(tx.now, NEXT_PLAN_DAYS)];
  }
}

function said(text: string | undefined): boolean {
  return (text ?? '').trim().length > 0;
}
