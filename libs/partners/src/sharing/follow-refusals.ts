import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import type { PermitRefusal } from '#libs/consent';
import type { DomainEvent, Transaction } from '#libs/database';
import type { FileId } from '#libs/files';
import type { DossierId, PersonId } from '#libs/kernel';
import {
  Erases,
  HandlesEvents,
  RunsOn,
  type Eraser,
  type ErasureScope,
  type EventHandler,
  type Scheduled,
} from '#libs/queues';
import type { RecallCause } from '../protocol/index.js';
import type { DisclosureState } from './disclosure.workflow.js';
import { personsIn } from './disclosures.js';
import { certify } from './freeze-records.js';
import { takeBack } from './order-recall.js';
import { partnerOf } from './partner-terms.js';
import { DisclosureFile } from './shared-file.entities.js';
import { SharingPermits } from './sharing-permits.js';
import {
  Disclosure,
  DisclosurePerson,
  keyOfRecord,
  PartnerRecord,
  ReceivedRecall,
  type DisclosureId,
} from './sharing.entities.js';

const STANDING: readonly DisclosureState[] = [
  'prepared',
  'approved',
  'sent',
  'undelivered',
  'received',
  'accepted',
  'declined',
];

/** Standing disclosures with this person, or with anybody of this record, in them. */
async function standing(
  tx: Transaction,
  { personId, dossierId }: { personId?: PersonId; dossierId?: DossierId },
): Promise<Disclosure[]> {
  const rows = await tx
    .of(DisclosurePerson)
    .all(personId ? { personId } : dossierId ? { dossierId } : { disclosureId: In([]) });
  const ids = [...new Set(rows.map(({ disclosureId }) => disclosureId))].sort();
  const found: Disclosure[] = [];
  for (const id of ids) {
    const one = await tx.of(Disclosure).lockOrFail({ id });
    if (STANDING.includes(one.state)) found.push(one);
  }
  return found;
}

const CAUSES: Partial<Record<PermitRefusal, RecallCause>> = {
  'protection-flag': 'protection',
  restricted: 'objection',
  'restricted-in-words': 'objection',
  expired: 'expired',
};

/**
 * Somebody said no, or needs protection, or the ground on which something was sent is gone: what is not sent is not sent any more,
 * and what was sent is called back. Relink asks again for each transfer, and takes back what would not be permitted today.
 */
@Injectable()
@HandlesEvents({
  name: 'partners.follow-refusals',
  topics: [
    'consent.basis-withdrawn',
    'consent.narrowed',
    'consent.restricted',
    'people.person-removed',
    'cases.interview-corrected',
    'cases.interview-saved',
    'cases.request-withdrawn',
    'registrations.registration-changed',
  ],
})
export class FollowRefusals implements EventHandler {
  constructor(private readonly permits: SharingPermits) {}

  async handle(tx: Transaction, { topic, payload }: DomainEvent): Promise<void> {
    const { personId, requestId, registrationId } = payload;
    const scope = personId
      ? { personId: personId as PersonId }
      : { dossierId: (requestId ?? registrationId) as DossierId };
    for (const one of await standing(tx, scope)) {
      const cause = await this.causeFor(tx, one, topic);
      if (cause) await takeBack(tx, one, cause);
    }
  }

  private async causeFor(tx: Transaction, one: Disclosure, topic: string): Promise<RecallCause | undefined> {
    if (topic === 'people.person-removed') return 'erasure';
    if (topic === 'cases.request-withdrawn') return 'consent-withdrawn';
    const partner = await partnerOf(tx, one.partnerId);
    const persons = await personsIn(tx, one);
    const refusal = await this.permits.refusal(tx, persons, one, partner);
    if (refusal) return CAUSES[refusal] ?? 'consent-withdrawn';
    const { 'person-wishes-it': wished } = await this.permits.backing(tx, persons, one, partner);
    return wished ? undefined : 'consent-withdrawn';
  }
}

/** Somebody who was found turned out to be somebody else: whatever was told of them to the one who asked is called back. */
@Injectable()
@HandlesEvents({
  name: 'partners.follow-mistakes',
  topics: ['enquiry-findings.reopened', 'matching.confirmation-superseded'],
})
export class FollowMistakes implements EventHandler {
  async handle(tx: Transaction, { topic, payload }: DomainEvent): Promise<void> {
    const person = (topic === 'enquiry-findings.reopened' ? payload.personId : payload.soughtId) as PersonId;
    for (const one of await standing(tx, { personId: person })) {
      // A question stays a good question; an answer about somebody else does not stay an answer.
      const mistaken = one.carrier === 'disclosure' && (!payload.findingId || one.theirEnquiry === payload.dossierId);
      if (mistaken) await takeBack(tx, one, 'sent-in-error');
    }
  }
}

/** What was taken out of a record does not stay with partners either: what it went along with is called back, or not sent. */
@Injectable()
@HandlesEvents({ name: 'partners.follow-removed-files', topics: ['files.removed'] })
export class FollowRemovedFiles implements EventHandler {
  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const rows = await tx.of(DisclosureFile).all({ fileId: payload.fileId as FileId });
    for (const id of rows.map(({ disclosureId }) => disclosureId).sort())
      await takeBack(tx, await tx.of(Disclosure).lockOrFail({ id }), 'sent-in-error');
  }
}

/** Whoever is erased here is erased there too. What was sent, and the order, stay: as ids that open nowhere. */
@Injectable()
@Erases({ name: 'partners' })
export class EraseAtPartners implements Eraser {
  async erase(tx: Transaction, { dossierId, personId }: ErasureScope): Promise<void> {
    for (const one of await standing(tx, personId ? { personId } : { dossierId })) await takeBack(tx, one, 'erasure');
    if (personId) return;
    for (const record of await tx.of(PartnerRecord).all({ dossierId })) {
      await tx.vault.destroy(keyOfRecord(record.id));
      for (const order of await tx.of(ReceivedRecall).all({ recordId: record.id })) await certify(tx, order);
    }
  }
}

const PAGE = 100;

/** What the partner may keep no longer is called back on that day, though its own deployment deletes it by itself. */
@Injectable()
@RunsOn({ name: 'expire-disclosures', every: 'hour', at: '25' })
export class ExpireDisclosures implements Scheduled {
  async run(tx: Transaction): Promise<string | undefined> {
    const over = await tx
      .of(Disclosure)
      .query('disclosure')
      .where({ state: In([...STANDING]), expiresAt: LessThanOrEqual(tx.now) })
      .orderBy('disclosure.id')
      .limit(PAGE)
      .setLock('for_no_key_update')
      .getMany();
    for (const one of over) await takeBack(tx, one, 'expired');
    return over.length === PAGE ? (over.at(-1)!.id satisfies DisclosureId) : undefined;
  }
}
