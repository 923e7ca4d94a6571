import { Injectable } from '@nestjs/common';
import { Locating } from '#libs/cases';
import type { DomainEvent, Transaction } from '#libs/database';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Registration } from '#libs/registrations';
import { PotentialMatch, type MatchId } from './potential-match.entity.js';

/**
 * After two people confirmed that a sought person was registered, the request moves to "located, awaiting wishes". Done by the worker, because the
 * second reviewer may belong to another branch and may not see the request itself.
 */
@Injectable()
@HandlesEvents({ name: 'matching.locate-sought-person', topics: ['matching.match-confirmed'] })
export class LocateSoughtPerson implements EventHandler {
  constructor(private readonly locating: Locating) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const match = await tx.of(PotentialMatch).lockOrFail({ id: payload.matchId as MatchId });
    // Undone in the meantime: then nothing follows from it.
    if (match.state !== 'confirmed') return;
    // Two requests about one person are known to each other now; nobody was found by that.
    if (match.kind !== 'registration') {
      const { id, kind, requestId, registrationId: otherRequestId } = match;
      tx.outbox.emit('matching.requests-linked', { matchId: id, kind, requestId, otherRequestId });
      return;
    }
    const registration = await tx.of(Registration).findOrFail({ id: match.registrationId });
    await this.locating.byConfirmedMatch(
      tx,
      match.requestId,
      match.soughtId,
      match.needsChildSpecialist || registration.kind === 'detained',
    );
  }
}
