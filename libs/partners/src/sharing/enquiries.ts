import { Injectable } from '@nestjs/common';
import { authorizedDossier, type Dossier } from '#libs/access';
import { SoughtPerson, TracingRequest } from '#libs/cases';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { newId, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { available, next, type Step } from '#libs/workflow';
import { Partner, type PartnerId } from '../registry/partner.entity.js';
import { caseHandle } from '../traffic/exchange-cases.js';
import { Enquiry } from './enquiry.entities.js';
import { enquiryWorkflow, type EnquiryAction } from './enquiry.workflow.js';
import { stopDisclosure } from './order-recall.js';
import { partnerOf, termsOf } from './partner-terms.js';
import { expiryOf, prepareDisclosure, type InIt } from './prepare-disclosure.js';
import { SharingPermits } from './sharing-permits.js';
import { PersonNotInRecord } from './sharing.errors.js';
import type { EnquiryField } from './shared-fields.js';
import { Disclosure, type EnquiryId } from './sharing.entities.js';

/** What one message of an enquiry carries. */
export interface EnquiryContent {
  /** The fewest that will do. `relatives` names the enquirer too, whose agreement it needs. */
  fields: readonly EnquiryField[];
  expiresOn?: string;
  restrictionsRead?: boolean;
}

export interface EnquiryInput extends EnquiryContent {
  soughtId: PersonId;
  partnerId: PartnerId;
}

export interface EnquiryView extends Enquiry {
  /** The partner's code. */
  society: string;
  actions: Step<EnquiryAction>[];
}

const SEARCHED: readonly TracingRequest['state'][] = ['open', 'enquirer-unreachable'];

/** Our questions to one partner each: prepared here, approved as what they carry, answered by people over there. */
@Injectable()
export class Enquiries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permits: SharingPermits,
  ) {}

  /** @throws GuardNotMet, NotYours, PersonNotInRecord, InvalidInput, NotFound */
  prepare(requestId: DossierId, { soughtId, partnerId, ...content }: EnquiryInput, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const dossier = await authorizedDossier(tx, requestId, 'see');
      const request = await tx.of(TracingRequest).lockOrFail({ id: requestId });
      const id = newId<'enquiry'>();
      const enquiry = tx.of(Enquiry).create({
        id,
        dossierId: requestId,
        soughtId,
        partnerId,
        state: 'prepared',
        wanted: [],
        preparedBy: by.accountId,
        preparedAt: tx.now,
        askedAt: null,
        answeredAt: null,
        version: 1,
      });
      await this.write(tx, 'prepare', enquiry, { dossier, request, content }, by);
      return { id, version: 1, state: enquiry.state };
    });
  }

  /** What the partner needs to know beside. @throws GuardNotMet, NotYours, StaleVersion, InvalidInput, NotFound */
  add(id: EnquiryId, content: EnquiryContent, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const enquiry = await tx.of(Enquiry).lockOrFail({ id }, version);
      const dossier = await authorizedDossier(tx, enquiry.dossierId, 'see');
      const request = await tx.of(TracingRequest).lockOrFail({ id: enquiry.dossierId });
      await this.write(tx, 'add', enquiry, { dossier, request, content }, by);
      return receiptOf(await tx.of(Enquiry).findOrFail({ id }));
    });
  }

  /** Before anything was sent. @throws NotYours, StaleVersion, TransitionRefused, NotFound */
  cancel(id: EnquiryId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'cancel', version, by);
  }

  /** Nothing more is asked. What the partner holds is recalled by itself. @throws NotYours, StaleVersion, NotFound */
  end(id: EnquiryId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'end', version, by);
  }

  /** @throws NotFound */
  of(requestId: DossierId, by: StaffActor): Promise<EnquiryView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      await authorizedDossier(tx, requestId, 'see');
      tx.audit.record('enquiries.read', { type: 'dossier', id: requestId });
      const enquiries = await tx.of(Enquiry).all({ dossierId: requestId });
      return Promise.all(enquiries.map((enquiry) => view(tx, enquiry, by)));
    });
  }

  /** @throws NotFound */
  read(id: EnquiryId, by: StaffActor): Promise<EnquiryView> {
    return this.unitOfWork.run(by, async (tx) => {
      const enquiry = await tx.of(Enquiry).findOrFail({ id });
      await authorizedDossier(tx, enquiry.dossierId, 'see');
      tx.audit.record('enquiry.read', { type: 'dossier', id: enquiry.dossierId }, { enquiry: id });
      return view(tx, enquiry, by);
    });
  }

  private async write(
    tx: Transaction,
    action: 'prepare' | 'add',
    enquiry: Enquiry,
    { dossier, request, content }: { dossier: Dossier; request: TracingRequest; content: EnquiryContent },
    by: StaffActor,
  ): Promise<void> {
    const { id, soughtId, dossierId } = enquiry;
    if (!(await tx.of(SoughtPerson).find({ id: soughtId, dossierId }))) throw new PersonNotInRecord();
    const partner = await partnerOf(tx, enquiry.partnerId);
    const persons: [InIt, ...InIt[]] = [{ personId: soughtId, dossierId }];
    if (content.fields.includes('relatives')) persons.push({ personId: request.enquirerId, dossierId });
    const what = {
      purpose: 'share-with-partner',
      fields: [...content.fields],
      restrictionsRead: content.restrictionsRead === true,
    } as const;
    const ids = persons.map(({ personId }) => personId);
    const backing = await this.permits.backing(tx, ids, what, partner);
    const { to, transition } = next(enquiryWorkflow, action === 'prepare' ? 'none' : enquiry.state, action, by.role, {
      'search-is-on': SEARCHED.includes(request.state),
      'fields-named': what.fields.length > 0,
      ...termsOf(partner, { purpose: what.purpose, sensitivity: dossier.sensitivity }),
      'permit-granted': backing['permit-granted'],
    });
    tx.authorize('work', dossier.facts, { by: transition.by });
    enquiry.state = to;
    if (action === 'prepare') await tx.of(Enquiry).insert(enquiry);
    else await tx.of(Enquiry).save(enquiry);
    const handle = await caseHandle(tx, partner.id, dossierId);
    await prepareDisclosure(
      tx,
      {
        dossier,
        persons,
        partner,
        handle,
        carrier: 'enquiry',
        enquiryId: id,
        ...what,
        expiresAt: expiryOf(content.expiresOn, tx.now),
      },
      backing,
      by,
    );
    note(tx, enquiry, transition.emits);
  }

  private step(id: EnquiryId, action: 'cancel' | 'end', version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const enquiry = await tx.of(Enquiry).lockOrFail({ id }, version);
      const dossier = await authorizedDossier(tx, enquiry.dossierId, 'see');
      const { to, transition } = next(enquiryWorkflow, enquiry.state, action, by.role, {});
      tx.authorize('work', dossier.facts, { by: transition.by });
      enquiry.state = to;
      await tx.of(Enquiry).save(enquiry);
      for (const one of await tx.of(Disclosure).all({ enquiryId: id }))
        if (one.state === 'prepared' || one.state === 'approved') await stopDisclosure(tx, one, by.role);
      note(tx, enquiry, transition.emits);
      return receiptOf(await tx.of(Enquiry).findOrFail({ id }));
    });
  }
}

function note(tx: Transaction, { id, dossierId }: Enquiry, topic: string): void {
  tx.audit.record(topic, { type: 'dossier', id: dossierId }, { enquiry: id });
  tx.outbox.emit(topic, { enquiryId: id, dossierId });
}

async function view(tx: Transaction, enquiry: Enquiry, by: StaffActor): Promise<EnquiryView> {
  const { society } = await tx.of(Partner).findOrFail({ id: enquiry.partnerId });
  return { ...enquiry, society, actions: available(enquiryWorkflow, enquiry.state, by.role, {}) };
}

function receiptOf({ id, version, state }: Enquiry): Receipt {
  return { id, version, state };
}
