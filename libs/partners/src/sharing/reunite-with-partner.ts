import { Injectable } from '@nestjs/common';
import { TracingRequest } from '#libs/cases';
import type { DomainEvent, Transaction } from '#libs/database';
import { daysAfter, type DossierId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import { PartnerRecord } from './sharing.entities.js';

const DAYS_TO_SPEAK = 3;

/**
 * A reunification begins in a case of which a partner told us something: both Societies prepare it, so somebody is asked to speak
 * with the partner and to disclose what it needs for that. What comes there is a task there.
 */
@Injectable()
@HandlesEvents({ name: 'partners.reunite-with-partner', topics: ['reunification.opened'] })
export class ReuniteWithPartner implements EventHandler {
  constructor(private readonly tasks: Tasks) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const dossierId = payload.requestId as DossierId;
    const told = await tx.of(PartnerRecord).all({ dossierId, carrier: 'disclosure', state: 'accepted' });
    const request = await tx.of(TracingRequest).find({ id: dossierId });
    if (told.length === 0 || !request) return;
    const due = daysAfter(tx.now, DAYS_TO_SPEAK);
    const about = payload.reunificationId!;
    await this.tasks.open(tx, { kind: 'reunite-with-partner', dossierId, about, owner: request.ownerId, due });
  }
}
