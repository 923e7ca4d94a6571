import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import type { Transaction } from '#libs/database';
import { next } from '#libs/workflow';
import { CORRECTION } from '../protocol/index.js';
import { tellPerson, digestOf } from '../sharing/tell-person.js';
import { basisOf, envelopeOf } from '../sharing/disclosed-envelope.js';
import { disclosureWorkflow } from '../sharing/disclosure.workflow.js';
import { Enquiry, PartnerEnquiry } from '../sharing/enquiry.entities.js';
import { enquiryWorkflow } from '../sharing/enquiry.workflow.js';
import { stopDisclosure } from '../sharing/order-recall.js';
import { partnerOf, termsOf } from '../sharing/partner-terms.js';
import { noteDisclosure } from '../sharing/prepare-disclosure.js';
import { ReadTellable } from '../sharing/read-tellable.js';
import { SendFiles } from '../sharing/send-files.js';
import { SharingPermits } from '../sharing/sharing-permits.js';
import { Disclosure, DisclosurePerson, type DisclosureId } from '../sharing/sharing.entities.js';
import { Composes, type Draft, type MessageComposer, type WaitingMessage } from '../traffic/composes.js';

/** States of what can still be set right. */
const CORRECTED: readonly Disclosure['state'][] = ['received', 'accepted'];

/**
 * Writes what was approved, in the transaction that seals it: from the record as it is now, under permits of now, with the
 * fields that were named. Where one of these is missing nothing is written.
 */
@Injectable()
@Composes({ names: ['enquiry', 'disclosure', 'correction'] })
export class WriteDisclosures implements MessageComposer {
  constructor(
    private readonly permits: SharingPermits,
    private readonly tellable: ReadTellable,
    private readonly files: SendFiles,
  ) {}

  async compose(tx: Transaction, { id: messageId, about }: WaitingMessage): Promise<Draft | undefined> {
    const one = await tx.of(Disclosure).lockOrFail({ id: about as DisclosureId });
    // A key was lost while it was on its way: the same message is written once more.
    const again = one.state === 'sent' && one.messageId === messageId;
    // Somebody took it back while it waited, or it went out with an earlier message.
    if (one.state !== 'approved' && !again) return undefined;
    const partner = await partnerOf(tx, one.partnerId);
    const persons = await tx.of(DisclosurePerson).all({ disclosureId: one.id });
    // As sensitive as the record is now: somebody may have found out more since it was approved.
    one.sensitivity = (await tx.of(Dossier).findOrFail({ id: one.dossierId })).sensitivity;
    const terms = termsOf(partner, one);
    const ids = [one.personId!, ...persons.map(({ personId }) => personId).filter((id) => id !== one.personId)];
    const backing = await this.permits.backing(tx, ids, one, partner);
    const permitId =
      Object.values({ ...terms, ...backing }).every(Boolean) && one.expiresAt > tx.now
        ? await this.permits.take(tx, one, persons, partner)
        : undefined;
    const from = permitId && (await this.tellable.of(tx, one, ids));
    const corrected = one.corrects && (await tx.of(Disclosure).findOrFail({ id: one.corrects }));
    // What was called back, or never arrived, needs no correction any more.
    const needless = corrected && !CORRECTED.includes(corrected.state);
    const files = permitId && (await this.files.announce(tx, one));
    if (!permitId || !from || needless || files === 'gone') {
      // What may have arrived is given up by whoever sends it, and called back.
      if (!again) await stopDisclosure(tx, one, 'system');
      return undefined;
    }
    const person = tellPerson({ ...from, ...(files && { files }) }, one.fields);
    const { legalBasis, until } = await basisOf(tx, permitId);
    const { to, transition } = next(disclosureWorkflow, one.state, 'send', 'system', { ...terms, ...backing });
    const expiresAt = until && until < one.expiresAt ? until : one.expiresAt;
    Object.assign(one, { state: to, messageId, permitId, digest: digestOf(person), expiresAt });
    await tx.of(Disclosure).save(one);
    noteDisclosure(tx, one, transition.emits, { fields: Object.keys(person), permit: permitId, message: messageId });
    await this.files.begin(tx, one);
    const envelope = envelopeOf(one, legalBasis);
    if (one.carrier === 'enquiry') {
      if (!again) await this.asked(tx, one);
      return { envelope, body: { person } };
    }
    if (corrected) return { envelope, events: { [CORRECTION]: { message: corrected.messageId!, person } } };
    const asked = one.theirEnquiry && (await tx.of(PartnerEnquiry).find({ id: one.theirEnquiry }));
    return { envelope, body: { person, ...(asked && { about: asked.messageId }) } };
  }

  async stillAllowed(tx: Transaction, { about }: WaitingMessage): Promise<boolean> {
    const one = await tx.of(Disclosure).findOrFail({ id: about as DisclosureId });
    if (one.state !== 'sent') return false;
    const partner = await partnerOf(tx, one.partnerId);
    const persons = await tx.of(DisclosurePerson).all({ disclosureId: one.id });
    return this.permits.stillCovered(tx, one, persons, partner);
  }

  private async asked(tx: Transaction, { enquiryId }: Disclosure): Promise<void> {
    const enquiry = await tx.of(Enquiry).lockOrFail({ id: enquiryId! });
    const { to, transition } = next(enquiryWorkflow, enquiry.state, 'send', 'system', { 'permit-granted': true });
    Object.assign(enquiry, { state: to, askedAt: tx.now });
    await tx.of(Enquiry).save(enquiry);
    tx.audit.record(transition.emits, { type: 'dossier', id: enquiry.dossierId }, { enquiry: enquiry.id });
    tx.outbox.emit(transition.emits, { enquiryId: enquiry.id, dossierId: enquiry.dossierId });
  }
}
