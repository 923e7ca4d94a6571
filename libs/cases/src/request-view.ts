import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
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
import { factsOfLosing } from './enquirer-contact.js';
import type { Circumstances, Story } from './interview.js';
import { factsOfInterview, Interviews, type Sought } from './interviews.js';
import { History, staffIn, type RequestHistory } from './request-history.js';
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
    private readonly history: History,
  ) {}

  /** Reading is logged. @throws NotFound */
  read(id: DossierId, by: StaffActor): Promise<RequestView> {
    return this.unitOfWork.run(by, async (tx) => {
      const [dossier, request, people, sought, timeline, past] = await tx.together(
        authorizedDossier(tx, id, 'see'),
        tx.of(TracingRequest).findOrFail({ id }),
        this.people.ofDossiers(tx, id),
        this.interviews.readSought(tx, id),
        this.timeline(tx, id),
        this.history.past(tx, id),
      );
      const personIds = [request.enquirerId, ...sought.map(({ row }) => row.id)];
      const enquirer = stillThere(people.get(request.enquirerId));
      const branchIds = [dossier.branchId, ...dossier.sharedWith, ...(past.offer ? [past.offer.toBranch] : [])];
      const [bases, nameOf, branchOf, story] = await tx.together(
        this.consent.of(tx, personIds),
        named(tx.of(Account).all({ id: In([...new Set([request.ownerId, request.interviewerId, ...staffIn(past)])]) })),
        named(tx.of(Branch).all({ id: In(branchIds) })),
        this.interviews.readStory(tx, request),
      );
      const around = { request, dossier, enquirer: enquirer.details, nameOf, branchOf, by };
      const history = await this.history.of(tx, past, around);
      const unmet = request.state === 'submitted' ? this.acceptance.unmetBy(sought, people, tx.now) : [];
      const steps = available(tracingRequestWorkflow, request.state, by.role, {
        ...factsOf(request, sought, bases, by, tx.now),
        ...(request.state === 'submitted' && { 'acceptance-rules-met': unmet.length === 0 }),
        ...(request.state === 'open' && factsOfLosing(history.reaching.unreached)),
      });
      tx.audit.record('case.read', { type: 'dossier', id }, { persons: personIds });
      return {
        id,
        reference: request.reference,
        state: request.state,
        sensitivity: dossier.sensitivity,
        branch: branchOf(dossier.branchId),
        owner: nameOf(request.ownerId),
        interviewer: nameOf(request.interviewerId),
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
          person: enquirer,
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

  private shown({ story, question, ...reasons }: Story, by: StaffActor): Story {
    return { story, question, ...(READ_REASONS.includes(by.role) && reasons) };
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

/** What is known before a step is taken; what is only given with the step stays open. */
function factsOf(
  request: TracingRequest,
  sought: readonly Sought[],
  bases: ReadonlyMap<PersonId, BasisInput>,
  by: StaffActor,
  now: Date,
): Facts<TracingRequestGuard> {
  return {
    ...factsOfInterview(request, sought, bases),
    'not-the-interviewer': request.interviewerId !== by.accountId,
    'someone-still-to-find': someoneStillToFind(sought.map(({ row }) => row)),
    ...factsOfReopening(request, now),
  };
}

/** Whoever is not there any more has no name. */
async function named<Id extends string>(
  found: Promise<readonly { id: Id; name: string }[]>,
): Promise<(id: Id) => { id: Id; name: string }> {
  const names = new Map((await found).map(({ id, name }) => [id, name]));
  return (id) => ({ id, name: names.get(id) ?? '' });
}
