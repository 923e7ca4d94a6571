import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { Consent } from '#libs/consent';
import type { DomainEvent, Transaction } from '#libs/database';
import { daysAfter, type DossierId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import { PartnerEnquiry } from './enquiry.entities.js';
import { Disclosure, PartnerRecord, type DisclosureId, type PartnerRecordId } from './sharing.entities.js';

const DAYS_TO_APPROVE = 3;

/** Who has to approve what goes to a partner. Whatever it has become meanwhile, the task fits it. */
@Injectable()
@HandlesEvents({
  name: 'partners.disclosure-tasks',
  topics: ['disclosures.prepared', 'disclosures.approved', 'disclosures.cancelled'],
})
export class DisclosureTasks implements EventHandler {
  constructor(
    private readonly tasks: Tasks,
    private readonly consent: Consent,
  ) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const one = await tx.of(Disclosure).lockOrFail({ id: payload.disclosureId as DisclosureId });
    const { id: about, dossierId, personId } = one;
    if (one.state !== 'prepared') return this.tasks.close(tx, { kind: 'approve-disclosure', about });
    const dossier = await tx.of(Dossier).find({ id: dossierId });
    if (!dossier || !personId) return;
    const role = (await this.consent.mayBeChild(tx, personId)) ? 'child-protection-specialist' : 'supervisor';
    const due = daysAfter(tx.now, DAYS_TO_APPROVE);
    await this.tasks.open(tx, { kind: 'approve-disclosure', dossierId, about, role, branch: dossier.branchId, due });
  }
}

/** What a partner waits for, asked to be decided, or holds as it is no more, is done when a person did it. */
@Injectable()
@HandlesEvents({
  name: 'partners.end-tasks',
  topics: [
    'partner-enquiries.answered',
    'partner-enquiries.ended',
    'partner-records.accepted',
    'partner-records.declined',
    'disclosures.correction-begun',
    'disclosures.recalled',
  ],
})
export class EndExchangeTasks implements EventHandler {
  constructor(private readonly tasks: Tasks) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    if (payload.disclosureId) return this.tasks.close(tx, { kind: 'correct-disclosure', about: payload.disclosureId });
    if (payload.recordId) {
      const record = await tx.of(PartnerRecord).find({ id: payload.recordId as PartnerRecordId });
      if (record?.state !== 'received')
        await this.tasks.close(tx, { kind: 'decide-on-partner-record', about: payload.recordId });
      return;
    }
    const enquiry = await tx.of(PartnerEnquiry).find({ id: payload.dossierId as DossierId });
    if (enquiry?.state !== 'received' && enquiry?.state !== 'searching')
      await this.tasks.close(tx, { kind: 'answer-partner', about: payload.dossierId! });
  }
}
