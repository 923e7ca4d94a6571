import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Account, assignOwner, Dossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { NotFound, type AccountId, type StaffActor } from '#libs/kernel';
import { GuardNotMet, next, type Facts } from '#libs/workflow';
import { canReview } from './can-review.js';
import {
  matchPlace,
  PotentialMatch,
  type MatchId,
  type RegisteredValues,
  type Review,
  type Supervision,
} from './potential-match.entity.js';
import {
  potentialMatchWorkflow,
  type PotentialMatchAction,
  type PotentialMatchGuard,
} from './potential-match.workflow.js';

/** People decide: two different ones, each with a reason. */
@Injectable()
export class MatchReview {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  take(id: MatchId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'take', {}, (_, match) => {
      match.firstReviewerId = by.accountId;
    });
  }

  askForEvidence(
    id: MatchId,
    asked: { what: string; from: string },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    const facts = { 'evidence-question-asked': said(asked.what) && said(asked.from) };
    return this.step(id, version, by, 'ask-for-evidence', facts, async (tx, match) => {
      match.askedFor = await tx.vault.seal(match.requestId, matchPlace(id, 'asked_for'), asked);
    });
  }

  /** The evidence came in, or will not come. */
  resumeReview(id: MatchId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'resume-review', { 'evidence-arrived': true }, () => undefined);
  }

  /** The same evidence will not be proposed again. */
  reject(id: MatchId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'reject', { 'reason-given': said(reason) }, async (tx, match, stage) => {
      await this.note(tx, match, stage, { decision: 'rejected', reason }, by);
      match.rejectedFingerprint = match.fingerprint;
    });
  }

  judgeProbable(id: MatchId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'judge-probable', { 'reason-given': said(reason) }, (tx, match) =>
      this.note(tx, match, 'first', { decision: 'probable', reason }, by),
    );
  }

  /**
   * The second reviewer's yes. The request moves on by itself right after; nothing is told to anyone.
   * @param documentedSource the document that a death rests on
   */
  confirm(
    id: MatchId,
    { reason, documentedSource }: { reason: string; documentedSource?: string },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    const facts = { 'reason-given': said(reason), 'death-from-documented-source': said(documentedSource) };
    return this.step(id, version, by, 'confirm', facts, (tx, match) =>
      this.note(
        tx,
        match,
        'second',
        { decision: 'confirmed', reason, ...(documentedSource && { documentedSource }) },
        by,
      ),
    );
  }

  /** Somebody else goes on with a review, and sees the side of their own branch from then on. @param to an active caseworker */
  reassign(id: MatchId, to: AccountId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'reassign', { 'new-reviewer-named': true }, async (tx, match) => {
      const [account, sides] = await tx.together(
        tx.of(Account).find({ id: to, state: 'active', role: 'caseworker' }),
        visibleDossiers(tx, match),
      );
      const own = sides.find(({ branchId }) => branchId === account?.branchId);
      if (own && tx.wouldAllow(by, 'work', own.facts, { by: ['supervisor'] })) {
        await assignOwner(tx, own.id, to);
        own.assign(to);
      }
      if (!account || !canReview(tx, account, sides))
        throw new GuardNotMet([
          { code: 'new-reviewer-named', message: potentialMatchWorkflow.guards['new-reviewer-named'] },
        ]);
      match.firstReviewerId = to;
    });
  }

  /**
   * Back into review, after a rejection or a confirmation that may have been wrong. What followed from a confirmation
   * is recalled.
   */
  reopen(id: MatchId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'reopen', { 'reason-given': said(reason) }, async (tx, match) => {
      undoConfirmation(tx, match);
      await this.supervise(tx, match, 'reopen', reason, by);
      Object.assign(match, { firstReview: null, firstReviewedAt: null, rejectedFingerprint: null });
      Object.assign(match, { secondReviewerId: null, secondReview: null, secondReviewedAt: null });
    });
  }

  /** The decision no longer counts, and the pair is not proposed again on this evidence. What followed is recalled. */
  supersede(id: MatchId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'supersede', { 'reason-given': said(reason) }, async (tx, match) => {
      undoConfirmation(tx, match);
      await this.supervise(tx, match, 'supersede', reason, by);
      match.rejectedFingerprint = match.fingerprint;
    });
  }

  private async supervise(
    tx: Transaction,
    match: PotentialMatch,
    action: Supervision['action'],
    reason: string,
    by: StaffActor,
  ): Promise<void> {
    const note: Supervision = { action, reason, by: by.accountId, at: tx.now.toISOString() };
    match.supervision = await tx.vault.seal(match.requestId, matchPlace(match.id, 'supervision'), note);
  }

  private step(
    id: MatchId,
    version: number,
    by: StaffActor,
    action: PotentialMatchAction,
    given: Facts<PotentialMatchGuard>,
    change: (tx: Transaction, match: PotentialMatch, stage: 'first' | 'second') => Promise<void> | void,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const match = await tx.of(PotentialMatch).lockOrFail({ id }, version);
      const dossiers = await visibleDossiers(tx, match);
      const known = await knownFacts(tx, match, dossiers, by);
      // What the record says wins over what the request says, save where only the request can say it.
      const { to, transition } = next(potentialMatchWorkflow, match.state, action, by.role, {
        ...known,
        ...onlyGiven(given, known),
      });
      authorizeOnEither(tx, match, dossiers, transition.by);
      const stage = match.state === 'probable' ? 'second' : 'first';
      await change(tx, match, stage);
      match.state = to;
      for (const id of [match.requestId, match.registrationId])
        tx.audit.record(transition.emits, { type: 'dossier', id }, { match: match.id, state: to });
      tx.outbox.emit(transition.emits, { matchId: match.id });
      const { version: now } = await tx.of(PotentialMatch).save(match);
      return { id: match.id, state: to, version: now };
    });
  }

  private async note(
    tx: Transaction,
    match: PotentialMatch,
    stage: 'first' | 'second',
    review: Review,
    by: StaffActor,
  ): Promise<void> {
    const sealed = await tx.vault.seal(match.requestId, matchPlace(match.id, `${stage}_review`), review);
    if (stage === 'first')
      Object.assign(match, { firstReviewerId: by.accountId, firstReview: sealed, firstReviewedAt: tx.now });
    else Object.assign(match, { secondReviewerId: by.accountId, secondReview: sealed, secondReviewedAt: tx.now });
  }
}

/** Called before the state changes: only what was confirmed had consequences. */
function undoConfirmation(
  tx: Transaction,
  { state, kind, id: matchId, soughtId, requestId, registrationId }: PotentialMatch,
) {
  if (state !== 'confirmed') return;
  if (kind === 'registration') tx.outbox.emit('matching.confirmation-superseded', { matchId, soughtId, requestId });
  else tx.outbox.emit('matching.requests-unlinked', { matchId, kind, requestId, otherRequestId: registrationId });
}

function said(text: string | undefined): boolean {
  return (text ?? '').trim().length > 0;
}

/** Facts the record already answers with yes stay yes. */
function onlyGiven(given: Facts<PotentialMatchGuard>, known: Facts<PotentialMatchGuard>): Facts<PotentialMatchGuard> {
  return Object.fromEntries(Object.entries(given).filter(([guard]) => known[guard as PotentialMatchGuard] !== true));
}

/** The sides of a match whose dossier the reader may see: one or both. */
export async function visibleDossiers(tx: Transaction, match: PotentialMatch): Promise<Dossier[]> {
  return tx.of(Dossier).all({ id: In([match.requestId, match.registrationId]) });
}

/** What the record says of the conditions, before anybody gives a reason. */
export async function knownFacts(
  tx: Transaction,
  match: PotentialMatch,
  dossiers: readonly Dossier[],
  by: StaffActor,
): Promise<Facts<PotentialMatchGuard>> {
  const { kind } = await tx.vault.open<RegisteredValues>(
    match.registeredId,
    matchPlace(match.id, 'registered_values'),
    match.registeredValues,
  );
  return {
    'assigned-to-either-side': dossiers.some(({ assigned }) => assigned.includes(by.accountId)),
    'reviewer-of-this-match': match.firstReviewerId === by.accountId,
    'not-the-first-reviewer': match.firstReviewerId !== by.accountId,
    'child-confirmed-by-specialist': !match.needsChildSpecialist || by.role === 'child-protection-specialist',
    'death-from-documented-source': kind === 'unidentified-deceased' ? undefined : true,
  };
}

/** Working on one side is enough to work on the match. @throws Forbidden, NotFound */
function authorizeOnEither(
  tx: Transaction,
  match: PotentialMatch,
  dossiers: readonly Dossier[],
  by: readonly string[],
): void {
  const [first, ...others] = dossiers;
  if (!first) throw new NotFound({ type: 'potential-match', id: match.id });
  try {
    tx.authorize('work', first.facts, { by });
  } catch (error) {
    const [second] = others;
    if (!second) throw error;
    tx.authorize('work', second.facts, { by });
  }
}
