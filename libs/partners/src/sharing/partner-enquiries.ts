import { Injectable } from '@nestjs/common';
import { Account, authorizedDossier, Dossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import type { AccountId, DossierId, Role, StaffActor } from '#libs/kernel';
import { available, next, type Facts, type Step } from '#libs/workflow';
import type { SharedField } from '../protocol/index.js';
import { Partner } from '../registry/partner.entity.js';
import { queueMessage } from '../traffic/queue-message.js';
import { EnquiryFinding, PartnerEnquiry, type Answer } from './enquiry.entities.js';
import { EnquiryFindings, type EnquiryFindingView } from './enquiry-findings.js';
import {
  partnerEnquiryWorkflow,
  type PartnerEnquiryAction,
  type PartnerEnquiryGuard,
} from './partner-enquiry.workflow.js';
import { partnerOf } from './partner-terms.js';
import { PartnerRecords, type PartnerRecordView } from './partner-records.js';
import { SharingPermits } from './sharing-permits.js';

export interface PartnerEnquiryLine extends PartnerEnquiry {
  society: string;
}

export interface PartnerEnquiryView extends PartnerEnquiryLine {
  /** What the partner told; nothing that it called back. */
  records: PartnerRecordView[];
  /** Whom it may mean, of those whom the reader sees. */
  findings: EnquiryFindingView[];
  actions: Step<PartnerEnquiryAction>[];
}

const JUDGES: readonly Role[] = ['caseworker', 'supervisor', 'child-protection-specialist'];

/** Questions of partners: looked at, judged and answered by people. */
@Injectable()
export class PartnerEnquiries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permits: SharingPermits,
    private readonly records: PartnerRecords,
    private readonly findings: EnquiryFindings,
  ) {}

  /** Those the reader may see, the newest first. */
  list(by: StaffActor): Promise<PartnerEnquiryLine[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('list-cases', { type: 'deployment' });
      const enquiries = await tx.of(PartnerEnquiry).query('one').orderBy('one.receivedAt', 'DESC').limit(200).getMany();
      const partners = new Map((await tx.of(Partner).all()).map(({ id, society }) => [id, society]));
      return enquiries.map((one) => ({ ...one, society: partners.get(one.partnerId) ?? '' }));
    });
  }

  /** @throws NotFound */
  read(id: DossierId, by: StaffActor): Promise<PartnerEnquiryView> {
    return this.unitOfWork.run(by, async (tx) => {
      const enquiry = await tx.of(PartnerEnquiry).findOrFail({ id });
      await authorizedDossier(tx, id, 'see');
      const { society } = await partnerOf(tx, enquiry.partnerId);
      tx.audit.record('partner-enquiry.read', { type: 'dossier', id });
      return {
        ...enquiry,
        society,
        records: await this.records.open(tx, { dossierId: id }, by),
        findings: await this.findings.open(tx, id, by),
        actions: available(partnerEnquiryWorkflow, enquiry.state, by.role, {
          'all-judged': enquiry.toJudge === 0,
          'person-found': enquiry.found > 0,
        }),
      };
    });
  }

  /** A colleague sees it too, and can judge whom it means. @throws GuardNotMet, NotYours, StaleVersion, NotFound */
  give(id: DossierId, to: AccountId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'give', version, by, async (tx) => {
      const account = await tx.of(Account).find({ id: to, state: 'active' });
      const fits = account !== null && JUDGES.includes(account.role);
      if (fits) {
        const dossier = await tx.of(Dossier).lockOrFail({ id });
        dossier.assign(to);
        await tx.of(Dossier).save(dossier);
      }
      return { 'colleague-fits': fits };
    });
  }

  /** Says nothing of whether anybody is known. @throws GuardNotMet, NotYours, StaleVersion, NotFound */
  answerNothing(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.answer(id, 'answer-nothing', 'nothing-we-can-share', [], version, by);
  }

  /** @throws GuardNotMet, NotYours, StaleVersion, NotFound */
  askForMore(id: DossierId, wanted: readonly SharedField[], version: number, by: StaffActor): Promise<Receipt> {
    return this.answer(id, 'ask-for-more', 'need-more', wanted, version, by);
  }

  /** Says that there is something to talk about: only where the person has agreed. @throws GuardNotMet, NotYours, StaleVersion */
  offerToTalk(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.answer(id, 'offer-to-talk', 'let-us-talk', [], version, by);
  }

  /** @throws NotYours, StaleVersion, NotFound */
  end(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'end', version, by, () => Promise.resolve({}));
  }

  private answer(
    id: DossierId,
    action: PartnerEnquiryAction,
    answer: Answer,
    wanted: readonly SharedField[],
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.step(id, action, version, by, async (tx, enquiry) => {
      const { partnerId, caseHandle: handle } = enquiry;
      const agreed = action === 'offer-to-talk' ? await this.agreed(tx, enquiry) : undefined;
      Object.assign(enquiry, { answer, wanted: [...new Set(wanted)], answeredBy: by.accountId, answeredAt: tx.now });
      await queueMessage(tx, { name: 'answer', partnerId, handle, about: id });
      return {
        'all-judged': enquiry.toJudge === 0,
        'person-found': enquiry.found > 0,
        'person-agreed': agreed,
        'wanted-named': wanted.length > 0,
      };
    });
  }

  /** Everybody who was found agreed that this partner hears of them; nobody who answers guesses for somebody they do not see. */
  private async agreed(tx: Transaction, { id, partnerId, found }: PartnerEnquiry): Promise<boolean> {
    const findings = await tx.of(EnquiryFinding).all({ dossierId: id, state: 'found' });
    const partner = await partnerOf(tx, partnerId);
    const what = { purpose: 'share-with-partner', fields: [], restrictionsRead: false } as const;
    for (const { foundId } of findings) if (await this.permits.refusal(tx, [foundId], what, partner)) return false;
    return findings.length > 0 && findings.length === found;
  }

  /** What the step changes is written with it, or not at all: a guard that is not met takes everything back. */
  private step(
    id: DossierId,
    action: PartnerEnquiryAction,
    version: number,
    by: StaffActor,
    change: (tx: Transaction, enquiry: PartnerEnquiry) => Promise<Facts<PartnerEnquiryGuard>>,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const enquiry = await tx.of(PartnerEnquiry).lockOrFail({ id }, version);
      const dossier = await tx.of(Dossier).findOrFail({ id });
      tx.authorize('see', dossier.facts);
      const state = enquiry.state;
      const allFacts = Object.fromEntries(Object.keys(partnerEnquiryWorkflow.guards).map((guard) => [guard, true]));
      // Whose step it is and whether it is open now is told before anything about the guards.
      next(partnerEnquiryWorkflow, state, action, by.role, allFacts);
      const facts = await change(tx, enquiry);
      const { to, transition } = next(partnerEnquiryWorkflow, state, action, by.role, facts);
      tx.authorize('work', dossier.facts, { by: transition.by });
      enquiry.state = to;
      const saved = await tx.of(PartnerEnquiry).save(enquiry);
      tx.audit.record(transition.emits, { type: 'dossier', id }, { state: to });
      tx.outbox.emit(transition.emits, { dossierId: id });
      return { id, version: saved.version, state: to, reference: saved.reference };
    });
  }
}
