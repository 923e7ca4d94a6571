import { Injectable } from '@nestjs/common';
import { Consent } from '#libs/consent';
import type { DomainEvent, Lane, Transaction } from '#libs/database';
import type { DossierId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { SearchKeys, type MatchSide } from './search-keys.js';
import { Sides, type Side } from './sides.js';

/**
 * Keeps the search keys of a person in step with what is known of them. The search itself follows in a transaction of
 * its own: when it runs, the keys are committed, so two records saved at the same moment cannot miss each other.
 */
@Injectable()
@HandlesEvents({
  name: 'matching.index-person',
  topics: ['registrations.registered', 'registrations.batch-registered', 'cases.request-accepted'],
})
export class IndexPerson implements EventHandler {
  constructor(
    private readonly sides: Sides,
    private readonly keys: SearchKeys,
    private readonly consent: Consent,
  ) {}

  async handle(tx: Transaction, { topic, payload, lane }: DomainEvent): Promise<void> {
    if (topic === 'registrations.registered') {
      const ids = await this.sides.registeredOf(tx, payload.registrationId as DossierId);
      await this.index(tx, 'registered', await this.sides.registered(tx, ids), lane);
    } else if (topic === 'registrations.batch-registered') {
      for (const registrationId of payload.registrationIds!.split(',') as DossierId[]) {
        const ids = await this.sides.registeredOf(tx, registrationId);
        await this.index(tx, 'registered', await this.sides.registered(tx, ids), lane);
      }
    } else {
      const ids = await this.sides.soughtOf(tx, payload.requestId as DossierId);
      await this.index(tx, 'sought', await this.sides.sought(tx, ids), lane);
    }
  }

  private async index(tx: Transaction, side: MatchSide, persons: readonly Side[], lane: Lane): Promise<void> {
    for (const { personId, dossier, profile } of persons) {
      if (!(await this.consent.covers(tx, personId, 'match-within-society'))) {
        await this.keys.remove(tx, personId);
        continue;
      }
      await this.keys.write(tx, side, { id: personId, dossierId: dossier.id }, profile);
      tx.outbox.emit('matching.person-indexed', { personId, side }, lane);
    }
  }
}
