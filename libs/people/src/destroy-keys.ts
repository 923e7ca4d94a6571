import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import type { PersonId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';

/** Whoever was removed cannot be brought back from a copy: their key goes too. Only the worker may delete keys. */
@Injectable()
@HandlesEvents({ name: 'people.destroy-keys', topics: ['people.person-removed'] })
export class DestroyKeys implements EventHandler {
  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    await tx.vault.destroy(event.payload.personId as PersonId);
  }
}
