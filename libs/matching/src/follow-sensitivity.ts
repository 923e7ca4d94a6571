import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import { HandlesEvents, type EventHandler } from '#libs/queues';

/** A registration's sensitivity rises with a correction; a request's with its flags, or as somebody decides. */
const TOPICS = ['cases.sensitivity-changed', 'registrations.registration-changed'] as const;

/**
 * A match shows each side to those who see the other. Once one of them is protected only those who see both see it, and
 * once none is any more, either is enough again.
 */
@Injectable()
@HandlesEvents({ name: 'matching.follow-sensitivity', topics: TOPICS })
export class FollowSensitivity implements EventHandler {
  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    await this.handleTogether(tx, [event]);
  }

  async handleTogether(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
    await tx.sql(
      `UPDATE potential_matches m SET needs_both = now.needs_both, version = m.version + 1
       FROM (SELECT p.id, bool_or(d.sensitivity = 'protected') AS needs_both
             FROM potential_matches p JOIN dossiers d ON d.id IN (p.request_id, p.registration_id)
             WHERE p.request_id = ANY ($1::uuid[]) OR p.registration_id = ANY ($1::uuid[]) GROUP BY p.id) AS now
       WHERE m.id = now.id AND m.needs_both <> now.needs_both`,
      [events.map(({ payload }) => payload.requestId ?? payload.registrationId)],
    );
  }
}
