import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Account, Dossier } from '#libs/access';
import { REQUEST_HIDDEN } from '#libs/cases';
import type { DomainEvent, Transaction } from '#libs/database';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { REGISTRATION_HIDDEN } from '#libs/registrations';
import { next } from '#libs/workflow';
import { canReview } from './can-review.js';
import { PotentialMatch, type MatchId } from './potential-match.entity.js';
import { potentialMatchWorkflow, type PotentialMatchState } from './potential-match.workflow.js';

/** Whatever can take a match out of its reviewer's sight, or bring it back to one who left long ago. */
const TOPICS = ['account.left', 'matching.match-reopened', ...REQUEST_HIDDEN, ...REGISTRATION_HIDDEN] as const;

/** States in which one reviewer has the next step. */
const UNDER_REVIEW: readonly PotentialMatchState[] = ['in-review', 'needs-information'];

/** A review whose reviewer cannot go on waits for everybody who may take it: nobody would miss it otherwise. */
@Injectable()
@HandlesEvents({ name: 'matching.release-reviews', topics: TOPICS })
export class ReleaseReviews implements EventHandler {
  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const { accountId, matchId, requestId, registrationId } = payload;
    const found = await tx.sql<{ id: MatchId }>(
      `SELECT id FROM potential_matches
       WHERE state = ANY ($1) AND (first_reviewer_id = $2 OR id = $3 OR request_id = $4 OR registration_id = $4)
       ORDER BY id FOR NO KEY UPDATE`,
      [[...UNDER_REVIEW], accountId ?? null, matchId ?? null, requestId ?? registrationId ?? null],
    );
    if (found.length === 0) return;
    const matches = await tx.of(PotentialMatch).all({ id: In(found.map(({ id }) => id)) });
    for (const match of matches) if (!(await this.hasReviewer(tx, match))) await this.release(tx, match);
  }

  private async hasReviewer(tx: Transaction, match: PotentialMatch): Promise<boolean> {
    if (match.firstReviewerId === null) return false;
    const [account, sides] = await tx.together(
      tx.of(Account).find({ id: match.firstReviewerId }),
      tx.of(Dossier).all({ id: In([match.requestId, match.registrationId]) }),
    );
    return account !== null && canReview(tx, account, sides);
  }

  private async release(tx: Transaction, match: PotentialMatch): Promise<void> {
    const { to, transition } = next(potentialMatchWorkflow, match.state, 'release', 'system', {
      'reviewer-gone': true,
    });
    match.state = to;
    match.firstReviewerId = null;
    await tx.of(PotentialMatch).save(match);
    for (const id of [match.requestId, match.registrationId])
      tx.audit.record(transition.emits, { type: 'dossier', id }, { match: match.id, state: to });
    tx.outbox.emit(transition.emits, { matchId: match.id });
  }
}
