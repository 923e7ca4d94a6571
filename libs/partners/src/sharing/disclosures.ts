import { Injectable } from '@nestjs/common';
import { authorizedDossier, Dossier } from '#libs/access';
import { Consent } from '#libs/consent';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import type { FileId } from '#libs/files';
import type { DossierId, PersonId, StaffActor } from '#libs/kernel';
import { Person } from '#libs/people';
import { available, next, type Doer, type Facts, type Step } from '#libs/workflow';
import type { DisclosedField } from './shared-fields.js';
import type { RecallCause } from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';
import { caseHandle } from '../traffic/exchange-cases.js';
import { queueMessage } from '../traffic/queue-message.js';
import { chooseFiles, fileCategories, filesOf } from './choose-files.js';
import { disclosureWorkflow, type DisclosureAction, type DisclosureGuard } from './disclosure.workflow.js';
import { EnquiryFinding, PartnerEnquiry } from './enquiry.entities.js';
import { orderRecall, stopDisclosure } from './order-recall.js';
import { partnerOf, termsOf } from './partner-terms.js';
import { expiryOf, noteDisclosure, prepareDisclosure } from './prepare-disclosure.js';
import type { DisclosureFile } from './shared-file.entities.js';
import { SharingPermits } from './sharing-permits.js';
import { PersonNotInRecord } from './sharing.errors.js';
import { Disclosure, DisclosurePerson, type DisclosureId } from './sharing.entities.js';

export interface DisclosureInput {
  personId: PersonId;
  partnerId: PartnerId;
  fields: readonly DisclosedField[];
  /** Those that go along, where `files` is among the fields. */
  files?: readonly FileId[];
  /** The partner's enquiry that it answers. */
  theirEnquiry?: DossierId;
  expiresOn?: string;
  restrictionsRead?: boolean;
}

export interface DisclosureView extends Disclosure {
  persons: PersonId[];
  files: DisclosureFile[];
  actions: Step<DisclosureAction>[];
}

/** What goes to partners: prepared by one, approved by another, and called back whenever the person wants it. */
@Injectable()
export class Disclosures {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permits: SharingPermits,
    private readonly consent: Consent,
  ) {}

  /** @throws GuardNotMet, NotYours, PersonNotInRecord, FileNotShareable, InvalidInput, NotFound */
  prepare(dossierId: DossierId, input: DisclosureInput, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const dossier = await authorizedDossier(tx, dossierId, 'see');
      const partner = await partnerOf(tx, input.partnerId);
      const { personId } = input;
      if (!(await tx.of(Person).find({ id: personId, dossierId }))) throw new PersonNotInRecord();
      const asked = input.theirEnquiry && (await this.answered(tx, input.theirEnquiry, input));
      const files = await chooseFiles(tx, { dossierId, personId }, input.fields, input.files ?? []);
      const what = {
        purpose: 'share-with-partner',
        fields: input.fields,
        fileCategories: fileCategories(files),
        restrictionsRead: input.restrictionsRead === true,
      } as const;
      const disclosure = await prepareDisclosure(
        tx,
        {
          dossier,
          persons: [{ personId, dossierId }],
          partner,
          handle: asked ? asked.caseHandle : await caseHandle(tx, partner.id, dossierId),
          carrier: 'disclosure',
          ...(asked && { theirEnquiry: asked.id }),
          ...what,
          files,
          expiresAt: expiryOf(input.expiresOn, tx.now),
        },
        await this.permits.backing(tx, [personId], { ...what, fields: [...what.fields] }, partner),
        by,
      );
      return receiptOf(disclosure);
    });
  }

  /**
   * What was sent is wrong, or was said otherwise since: the same fields follow as they are now, once somebody else has approved that.
   * @returns the correction's receipt
   * @throws GuardNotMet, NotYours, StaleVersion, TransitionRefused, NotFound
   */
  correct(id: DisclosureId, restrictionsRead: boolean, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const one = await tx.of(Disclosure).lockOrFail({ id }, version);
      const { transition } = next(disclosureWorkflow, one.state, 'correct', by.role, {});
      const dossier = await authorizedDossier(tx, one.dossierId, 'see');
      tx.authorize('work', dossier.facts, { by: transition.by });
      const { dossierId, purpose, fields, fileCategories, caseHandle: handle, theirEnquiry, expiresAt } = one;
      const partner = await partnerOf(tx, one.partnerId);
      const ids = await personsIn(tx, one);
      const what = { purpose, fields, fileCategories, restrictionsRead };
      const [first, ...others] = ids.map((personId) => ({ personId, dossierId }));
      const correction = await prepareDisclosure(
        tx,
        {
          ...{ dossier, partner, handle, expiresAt, ...what },
          persons: [first!, ...others],
          carrier: 'correction',
          corrects: one.corrects ?? one.id,
          ...(theirEnquiry && { theirEnquiry }),
        },
        await this.permits.backing(tx, ids, what, partner),
        by,
      );
      noteDisclosure(tx, one, transition.emits, { correction: correction.id });
      return receiptOf(correction);
    });
  }

  /** Of a record, or of a partner; without either all that the reader may see, the newest first. */
  list(
    { dossierId, partnerId }: { dossierId?: DossierId; partnerId?: PartnerId },
    by: StaffActor,
  ): Promise<DisclosureView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      if (dossierId) await authorizedDossier(tx, dossierId, 'see');
      else tx.authorize('see-partners', { type: 'deployment' });
      const query = tx.of(Disclosure).query('disclosure').orderBy('disclosure.id', 'DESC').limit(200);
      if (dossierId) query.andWhere('disclosure.dossierId = :dossierId', { dossierId });
      if (partnerId) query.andWhere('disclosure.partnerId = :partnerId', { partnerId });
      const rows = await query.getMany();
      return Promise.all(rows.map((one) => view(tx, one, by)));
    });
  }

  /** @throws NotFound */
  read(id: DisclosureId, by: StaffActor): Promise<DisclosureView> {
    return this.unitOfWork.run(by, async (tx) => {
      const disclosure = await tx.of(Disclosure).findOrFail({ id });
      await authorizedOn(tx, disclosure);
      tx.audit.record('disclosure.read', { type: 'dossier', id: disclosure.dossierId }, { disclosure: id });
      return view(tx, disclosure, by);
    });
  }

  /** Goes out from then on. @throws GuardNotMet, NotYours, StaleVersion, NotFound */
  approve(id: DisclosureId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'approve', version, by, async (tx, one) => {
      one.approvedBy = by.accountId;
      await queueMessage(tx, { name: one.carrier, partnerId: one.partnerId, handle: one.caseHandle, about: one.id });
    });
  }

  /** Once more, after it could not be delivered. @throws GuardNotMet, NotYours, StaleVersion, NotFound */
  sendAgain(id: DisclosureId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'send-again', version, by, async (tx, one) => {
      await queueMessage(tx, { name: one.carrier, partnerId: one.partnerId, handle: one.caseHandle, about: one.id });
    });
  }

  /** Before anything is sent. @throws NotYours, StaleVersion, TransitionRefused, NotFound */
  cancel(id: DisclosureId, version: number, by: StaffActor): Promise<Receipt> {
    return this.locked(id, 'cancel', version, by, (tx, one) => stopDisclosure(tx, one, by.role));
  }

  /** The partner has to delete it. @throws NotYours, StaleVersion, TransitionRefused, NotFound */
  recall(id: DisclosureId, cause: RecallCause, version: number, by: StaffActor): Promise<Receipt> {
    return this.locked(id, 'recall', version, by, (tx, one) => orderRecall(tx, one, cause, by.role));
  }

  private locked(
    id: DisclosureId,
    action: DisclosureAction,
    version: number,
    by: StaffActor,
    change: (tx: Transaction, one: Disclosure) => Promise<void>,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const one = await tx.of(Disclosure).lockOrFail({ id }, version);
      const dossier = await authorizedOn(tx, one);
      await change(tx, one);
      // The steward takes back whatever went to a partner, wherever it lies.
      if (dossier && by.role === 'steward') tx.authorize('govern', dossier.facts);
      else if (dossier) tx.authorize('work', dossier.facts, { by: doersOf(action) });
      return receiptOf(await tx.of(Disclosure).findOrFail({ id }));
    });
  }

  private step(
    id: DisclosureId,
    action: DisclosureAction,
    version: number,
    by: StaffActor,
    change: (tx: Transaction, one: Disclosure) => Promise<void>,
  ): Promise<Receipt> {
    return this.locked(id, action, version, by, async (tx, one) => {
      const { to, transition } = next(disclosureWorkflow, one.state, action, by.role, await this.facts(tx, one, by));
      one.state = to;
      await change(tx, one);
      await tx.of(Disclosure).save(one);
      noteDisclosure(tx, one, transition.emits);
    });
  }

  private async facts(tx: Transaction, one: Disclosure, by: StaffActor): Promise<Facts<DisclosureGuard>> {
    const partner = await partnerOf(tx, one.partnerId);
    const persons = await personsIn(tx, one);
    return {
      'second-approver': one.preparedBy !== by.accountId,
      'specialist-for-child': by.role === 'child-protection-specialist' || !(await this.anyChild(tx, persons)),
      ...termsOf(partner, one),
      ...(await this.permits.backing(tx, persons, one, partner)),
    };
  }

  /** Whoever is in it, and not only the one it is about. */
  private async anyChild(tx: Transaction, persons: readonly PersonId[]): Promise<boolean> {
    for (const id of persons) if (await this.consent.mayBeChild(tx, id)) return true;
    return false;
  }

  /** The enquiry that is answered: somebody judged that this is the person it means. */
  private async answered(
    tx: Transaction,
    id: DossierId,
    { personId, partnerId }: DisclosureInput,
  ): Promise<PartnerEnquiry> {
    const enquiry = await tx.of(PartnerEnquiry).findOrFail({ id, partnerId });
    if (!(await tx.of(EnquiryFinding).find({ dossierId: id, foundId: personId, state: 'found' })))
      throw new PersonNotInRecord();
    return enquiry;
  }
}

/** Everybody in it, the one it is about first. */
export async function personsIn(tx: Transaction, { id, personId }: Disclosure): Promise<PersonId[]> {
  const rows = await tx.of(DisclosurePerson).all({ disclosureId: id });
  const others = rows.map((row) => row.personId).filter((one) => one !== personId);
  return [...(personId ? [personId] : []), ...others.sort()];
}

/** Who sees the case sees what went out of it; beside them those who answer for the exchange. @throws Forbidden */
async function authorizedOn(tx: Transaction, { dossierId }: Disclosure): Promise<Dossier | null> {
  const dossier = await tx.of(Dossier).find({ id: dossierId });
  if (dossier) tx.authorize('see', dossier.facts);
  else tx.authorize('manage-partners', { type: 'deployment' });
  return dossier;
}

/** Whose step it is, by the table. */
function doersOf(action: DisclosureAction): Doer[] {
  return disclosureWorkflow.transitions.filter((one) => one.action === action).flatMap(({ by }) => [...by]);
}

async function view(tx: Transaction, one: Disclosure, by: StaffActor): Promise<DisclosureView> {
  const actions = available(disclosureWorkflow, one.state, by.role, {
    'second-approver': one.preparedBy !== by.accountId,
  });
  return { ...one, persons: await personsIn(tx, one), files: await filesOf(tx, one.id), actions };
}

function receiptOf({ id, version, state }: Disclosure): Receipt {
  return { id, version, state };
}
