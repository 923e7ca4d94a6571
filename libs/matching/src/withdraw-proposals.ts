import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Transaction } from '#libs/database';
import type { PersonId } from '#libs/kernel';
import { next } from '#libs/workflow';
import { PotentialMatch } from './potential-match.entity.js';
import { potentialMatchWorkflow, type PotentialMatchState } from './potential-match.workflow.js';

/** States in which people still have to decide. */
const OPEN: readonly PotentialMatchState[] = ['proposed', 'in-review', 'needs-information', 'probable'];

/** Ends proposals that nobody needs to decide any more. */
@Injectable()
export class WithdrawProposals {
  /** Nobody looks for these persons any more, or may: open proposals about them end. Decisions stay as they are. */
  async about(tx: Transaction, personIds: readonly PersonId[]): Promise<void> {
    if (personIds.length === 0) return;
    const [among, open] = [In([...personIds]), In([...OPEN])];
    const matches = await tx.of(PotentialMatch).all([
      { soughtId: among, state: open },
      { registeredId: among, state: open },
    ]);
    for (const match of matches) {
      const { to, transition } = next(potentialMatchWorkflow, match.state, 'withdraw', 'system', {
        'no-longer-looked-for': true,
      });
      match.state = to;
      await tx.of(PotentialMatch).save(match);
      for (const id of [match.requestId, match.registrationId])
        tx.audit.record(transition.emits, { type: 'dossier', id }, { match: match.id, state: to });
      tx.outbox.emit(transition.emits, { matchId: match.id });
    }
  }
}
