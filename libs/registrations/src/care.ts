import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { dayOf, daysAfter, InvalidInput, newId, type AccountId, type DossierId, type StaffActor } from '#libs/kernel';
import { People } from '#libs/people';
import { Tasks } from '#libs/tasks';
import {
  BestInterestsDecision,
  bestInterestsPlace,
  type BestInterestsAnswer,
  type BestInterestsMatter,
  type BestInterestsProposal,
} from './best-interests.entity.js';
import { CareArrangement, carePlace, type CareDetails, type CareKind } from './care-arrangement.entity.js';
import { concernsChild, said, stepOn } from './take-step.js';

const DECIDE_WITHIN_DAYS = 14;

export interface CareInput extends CareDetails {
  kind: CareKind;
  /** `YYYY-MM-DD`. */
  since: string;
}

export interface BestInterestsInput extends BestInterestsProposal {
  about: BestInterestsMatter;
}

/** Who cares for a child, and what is decided in the child's best interests. */
@Injectable()
export class Care {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
    private readonly tasks: Tasks,
  ) {}

  /** What was before stays in the history. @throws InvalidInput, GuardNotMet, StaleVersion */
  record(id: DossierId, { kind, since, ...details }: CareInput, version: number, by: StaffActor): Promise<Receipt> {
    return stepOn(
      this.unitOfWork,
      { id, version, by, action: 'record-care' },
      async (tx, registration) => ({
        'concerns-child': await concernsChild(tx, this.people, registration),
        'care-described':
          kind === 'unknown' || kind === 'on-their-own' || said(details.caregiver) || said(details.place),
      }),
      async (tx) => {
        if (since > dayOf(tx.now)) throw new InvalidInput([SINCE_LATER]);
        const careId = newId<'care-arrangement'>();
        await tx.of(CareArrangement).insert(
          tx.of(CareArrangement).create({
            id: careId,
            dossierId: id,
            kind,
            since,
            recordedBy: by.accountId,
            recordedAt: tx.now,
            details: await tx.vault.seal(id, carePlace(careId), details),
          }),
        );
      },
    );
  }

  /** The first of two people. @throws GuardNotMet, StaleVersion */
  propose(
    id: DossierId,
    { about, ...proposal }: BestInterestsInput,
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return stepOn(
      this.unitOfWork,
      { id, version, by, action: 'propose-best-interests' },
      async (tx, registration) => ({
        'concerns-child': await concernsChild(tx, this.people, registration),
        'child-heard': said(proposal.childsView) || said(proposal.whyNotHeard),
        'reason-given': said(proposal.reasons),
        'no-proposal-waiting': !(await waitingOf(tx, id)),
      }),
      async (tx) => {
        const decisionId = newId<'best-interests-decision'>();
        await tx.of(BestInterestsDecision).insert(
          tx.of(BestInterestsDecision).create({
            id: decisionId,
            dossierId: id,
            about,
            state: 'proposed',
            proposedBy: by.accountId,
            proposedAt: tx.now,
            proposal: await tx.vault.seal(id, bestInterestsPlace(decisionId, 'proposal'), proposal),
          }),
        );
        await this.tasks.open(tx, {
          kind: 'decide-best-interests',
          dossierId: id,
          about: decisionId,
          role: 'child-protection-specialist',
          due: daysAfter(tx.now, DECIDE_WITHIN_DAYS),
        });
      },
    );
  }

  /** The second of two people says yes or no. @throws GuardNotMet where it is the first one, StaleVersion */
  decide(
    id: DossierId,
    { agreed, reasons }: { agreed: boolean; reasons: string },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return stepOn(
      this.unitOfWork,
      { id, version, by, action: 'decide-best-interests' },
      async (tx, registration) => {
        const waiting = await waitingOf(tx, id);
        return {
          'concerns-child': await concernsChild(tx, this.people, registration),
          'proposal-waiting': waiting !== null,
          'not-the-proposer': waiting !== null && waiting.proposedBy !== by.accountId,
          'reason-given': said(reasons),
        };
      },
      async (tx) => {
        const decision = (await waitingOf(tx, id))!;
        decision.state = agreed ? 'agreed' : 'disagreed';
        decision.decidedBy = by.accountId;
        decision.decidedAt = tx.now;
        const answer: BestInterestsAnswer = { reasons };
        decision.decision = await tx.vault.seal(id, bestInterestsPlace(decision.id, 'decision'), answer);
        await tx.of(BestInterestsDecision).save(decision);
        await this.tasks.close(tx, { kind: 'decide-best-interests', about: decision.id });
      },
    );
  }
}

function waitingOf(tx: Transaction, dossierId: DossierId): Promise<BestInterestsDecision | null> {
  return tx.of(BestInterestsDecision).find({ dossierId, state: 'proposed' });
}

const SINCE_LATER = { path: 'since', code: 'date.in-future', message: 'The day care began cannot be in the future.' };

export interface KnownCare extends CareInput {
  recordedBy: AccountId;
  recordedAt: Date;
}

/** Every arrangement there was, the one that holds first. */
export async function careOf(tx: Transaction, dossierId: DossierId): Promise<KnownCare[]> {
  const rows = await tx.of(CareArrangement).all({ dossierId });
  rows.sort((one, other) => (`${one.since} ${one.id}` < `${other.since} ${other.id}` ? 1 : -1));
  return Promise.all(
    rows.map(async ({ id, kind, since, recordedBy, recordedAt, details }) => ({
      kind,
      since,
      recordedBy,
      recordedAt,
      ...(await tx.vault.open<CareDetails>(dossierId, carePlace(id), details)),
    })),
  );
}

export interface KnownBestInterests extends BestInterestsInput {
  id: string;
  state: BestInterestsDecision['state'];
  proposedBy: AccountId;
  proposedAt: Date;
  decidedBy?: AccountId;
  decidedAt?: Date;
  answer?: string;
}

/** Newest first. */
export async function bestInterestsOf(tx: Transaction, dossierId: DossierId): Promise<KnownBestInterests[]> {
  const rows = await tx.of(BestInterestsDecision).all({ dossierId });
  rows.sort((one, other) => (one.id < other.id ? 1 : -1));
  return Promise.all(
    rows.map(async ({ id, about, state, proposedBy, proposedAt, proposal, decidedBy, decidedAt, decision }) => ({
      id,
      about,
      state,
      proposedBy,
      proposedAt,
      ...(await tx.vault.open<BestInterestsProposal>(dossierId, bestInterestsPlace(id, 'proposal'), proposal)),
      ...(decidedBy && { decidedBy }),
      ...(decidedAt && { decidedAt }),
      ...(decision && {
        answer: (await tx.vault.open<BestInterestsAnswer>(dossierId, bestInterestsPlace(id, 'decision'), decision))
          .reasons,
      }),
    })),
  );
}
