import { Injectable } from '@nestjs/common';
import { Account, authorizedDossier, Branch } from '#libs/access';
import { Consent, type BasisInput } from '#libs/consent';
import { stillThere, UnitOfWork, type Transaction } from '#libs/database';
import {
  dayOf,
  type AccountId,
  type BranchId,
  type DossierId,
  type PersonId,
  type Role,
  type Sensitivity,
  type StaffActor,
} from '#libs/kernel';
import { People, type KnownPerson, type RelationKind } from '#libs/people';
import { available, type Facts, type Step } from '#libs/workflow';
import { Acceptance, explained } from './accepting.js';
import { factsOfReopening } from './ending.js';
import { someoneStillToFind, type Outcome } from './endings.js';
import { circumstancesKnown, type Circumstances, type Story } from './interview.js';
import { Interviews } from './interviews.js';
import { Reaching } from './reaching.js';
import { History, type RequestHistory } from './request-history.js';
import type { SoughtPerson } from './sought-person.entity.js';
import { TracingRequest } from './tracing-request.entity.js';
import {
  tracingRequestWorkflow,
  type TracingRequestAction,
  type TracingRequestGuard,
  type TracingRequestState,
} from './tracing-request.workflow.js';

export interface TimelineEntry {
  at: Date;
  action: string;
  by: string;
}

/** A request with everything its reader may know. */
export interface RequestView {
  id: DossierId;
  reference: string;
  state: TracingRequestState;
  sensitivity: Sensitivity;
  branch: { id: BranchId; name: string };
  owner: { id: AccountId; name: string };
  interviewer: { id: AccountId; name: string };
  nextAction: { code: string; due: string };
  reviewOn: string;
  openedOn: string;
  version: number;
  outcome?: Outcome;
  keep?: { category: string; until: string; legalHold?: string };
  contact: { workedAt?: Date; freshUntil: string };
  mergedInto?: DossierId;
  enquirer: { person: KnownPerson; identityChecked: boolean; basis?: BasisInput };
  soughtPersons: {
    person: KnownPerson;
    relation: RelationKind;
    located: boolean;
    locatedBy?: string;
    told: boolean;
    circumstances: Circumstances;
    basis?: BasisInput;
  }[];
  informationNoticeGiven: boolean;
  /** Reasons are left out for readers who do not work on the case. */
  story: Story;
  history: RequestHistory;
  actions: Step<TracingRequestAction>[];
  timeline: TimelineEntry[];
}

const TIMELINE = 100;

/** Why a request was refused, rests or ended is for those who decide and work on it. */
const READ_REASONS: readonly Role[] = ['caseworker', 'supervisor', 'child-protection-specialist', 'steward'];

@Injectable()
export class RequestReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly interviews: Interviews,
    private readonly people: People,
    private readonly consent: Consent,
    private readonly acceptance: Acceptance,
    private readonly reaching: Reaching,
    private readonly history: History,
  ) {}

  /** Reading is logged. @throws NotFound */
  read(id: DossierId, by: StaffActor): Promise<RequestView> {
    return this.unitOfWork.run(by, async (tx) => {
      const dossier = await authorizedDossier(tx, id, 'see');
      // Questions that do not need each other's answers travel together.
      const [request, sought, branch, timeline] = await Promise.all([
        tx.of(TracingRequest).findOrFail({ id }),
        this.interviews.readSought(tx, id),
        tx.of(Branch).findOrFail({ id: dossier.branchId }),
        this.timeline(tx, id),
      ]);
      const personIds = [request.enquirerId, ...sought.map(({ row }) => row.id)];
      const [people, bases, owner, interviewer, story, history] = await Promise.all([
        this.people.open(tx, personIds),
        this.consent.of(tx, personIds),
        this.staff(tx, request.ownerId),
        this.staff(tx, request.interviewerId),
        this.interviews.readStory(tx, request),
        this.history.of(tx, request, dossier, by),
      ]);
      const facts = await this.facts(tx, request, sought, bases, by);
      const unmet = facts['acceptance-rules-met'] === false ? await this.acceptance.unmet(tx, request) : [];
      const steps = available(tracingRequestWorkflow, request.state, by.role, facts);
      tx.audit.record('case.read', { type: 'dossier', id }, { persons: personIds });
      return {
        id,
        reference: request.reference,
        state: request.state,
        sensitivity: dossier.sensitivity,
        branch: { id: branch.id, name: branch.name },
        owner,
        interviewer,
        nextAction: { code: request.nextAction, due: request.nextActionDue },
        reviewOn: request.reviewOn,
        openedOn: dayOf(request.openedAt),
        version: request.version,
        ...(request.outcome && { outcome: request.outcome }),
        ...(request.keepCategory && {
          keep: {
            category: request.keepCategory,
            until: request.keepUntil!,
            ...(request.legalHold && { legalHold: request.legalHold }),
          },
        }),
        contact: {
          freshUntil: request.contactFreshUntil,
          ...(request.contactWorkedAt && { workedAt: request.contactWorkedAt }),
        },
        ...(request.mergedInto && { mergedInto: request.mergedInto }),
        enquirer: {
          person: stillThere(people.get(request.enquirerId)),
          identityChecked: request.identityChecked,
          basis: bases.get(request.enquirerId),
        },
        soughtPersons: sought.map(({ row, circumstances }) => ({
          person: stillThere(people.get(row.id)),
          relation: row.relation,
          located: row.located,
          ...(row.locatedBy && { locatedBy: row.locatedBy }),
          told: row.toldAt !== null,
          circumstances,
          basis: bases.get(row.id),
        })),
        informationNoticeGiven: request.noticeGiven,
        story: this.shown(story, by),
        history,
        actions: steps.map((step) => ({ ...step, reasons: explained(step.reasons, unmet) })),
        timeline,
      };
    });
  }

  /** What is known before a step is taken; what is only given with the step stays open. */
  private async facts(
    tx: Transaction,
    request: TracingRequest,
    sought: { row: SoughtPerson; circumstances: Circumstances }[],
    bases: ReadonlyMap<PersonId, BasisInput>,
    by: StaffActor,
  ): Promise<Facts<TracingRequestGuard>> {
    const anyone = sought.length > 0;
    return {
      'enquirer-identified': request.identityChecked,
      'relation-known': anyone,
      'sought-person-named': anyone,
      'circumstances-known': anyone && sought.every(({ circumstances }) => circumstancesKnown(circumstances)),
      'information-notice-given': request.noticeGiven,
      'basis-recorded': anyone && bases.size === sought.length + 1,
      'not-the-interviewer': request.interviewerId !== by.accountId,
      ...(request.state === 'submitted' && {
        'acceptance-rules-met': (await this.acceptance.unmet(tx, request)).length === 0,
      }),
      ...(request.state === 'open' && (await this.reaching.factsOfLosing(tx, request))),
      'someone-still-to-find': someoneStillToFind(sought.map(({ row }) => row)),
      ...factsOfReopening(request, tx.now),
    };
  }

  private shown({ story, question, ...reasons }: Story, by: StaffActor): Story {
    return { story, question, ...(READ_REASONS.includes(by.role) && reasons) };
  }

  private async staff(tx: Transaction, id: AccountId): Promise<{ id: AccountId; name: string }> {
    const account = await tx.of(Account).find({ id });
    return { id, name: account?.name ?? '' };
  }

  private timeline(tx: Transaction, id: DossierId): Promise<TimelineEntry[]> {
    return tx.sql<TimelineEntry>(
      `SELECT e.at, e.action, coalesce(a.name, e.actor_id) AS by FROM audit.entries e LEFT JOIN accounts a ON a.id::text = e.actor_id
       WHERE e.object_type = 'dossier' AND e.object_id = $1 AND e.action LIKE ANY (ARRAY['cases.%', 'matching.%']) AND e.action <> 'cases.listed'
       ORDER BY e.at DESC, e.seq DESC LIMIT ${TIMELINE}`,
      [id],
    );
  }
}
