import { Injectable } from '@nestjs/common';
import { authorizedDossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import type { DossierId, StaffActor } from '#libs/kernel';
import { available, next, type Facts, type Step } from '#libs/workflow';
import {
  EnquiryFinding,
  enquiryFindingPlace,
  PartnerEnquiry,
  type EnquiryFindingId,
  type ShownSide,
} from './enquiry.entities.js';
import {
  enquiryFindingWorkflow,
  type EnquiryFindingAction,
  type EnquiryFindingGuard,
  type EnquiryFindingState,
} from './enquiry-finding.workflow.js';
import { keyOfRecord, PartnerRecord } from './sharing.entities.js';

/** A proposal as somebody judges it: both sides line by line, and why. */
export interface EnquiryFindingView extends Pick<
  EnquiryFinding,
  'id' | 'foundIn' | 'foundId' | 'side' | 'state' | 'band' | 'mayBeChild' | 'version'
> {
  askedName: string;
  foundName: string;
  evidence: (EnquiryFinding['evidence'][number] & { asked?: string; found?: string })[];
  actions: Step<EnquiryFindingAction>[];
}

/** States that still have to be judged. */
const OPEN: readonly EnquiryFindingState[] = ['proposed', 'probable'];

/** Whom a partner may mean, judged by people who see both sides. */
@Injectable()
export class EnquiryFindings {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws NotYours, GuardNotMet, StaleVersion, NotFound */
  judge(
    id: EnquiryFindingId,
    action: 'judge-probable' | 'confirm' | 'rule-out' | 'reopen',
    reason: string,
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const { dossierId } = await tx.of(EnquiryFinding).findOrFail({ id });
      // The enquiry first, as every verb locks it.
      const enquiry = await tx.of(PartnerEnquiry).lockOrFail({ id: dossierId });
      const finding = await tx.of(EnquiryFinding).lockOrFail({ id }, version);
      // Whom a partner meant is judged no more once it called back what it told: that record is hidden then.
      await tx.of(PartnerRecord).findOrFail({ id: finding.recordId });
      const dossiers = [
        await authorizedDossier(tx, finding.dossierId, 'see'),
        await authorizedDossier(tx, finding.foundIn, 'see'),
      ];
      const before = finding.state;
      const facts = { 'reason-given': reason.trim() !== '', ...(await factsOf(tx, finding, by)) };
      const { to, transition } = next(enquiryFindingWorkflow, before, action, by.role, facts);
      for (const { facts: of } of dossiers) tx.authorize('work', of, { by: transition.by });
      finding.state = to;
      finding.judgedAt = tx.now;
      if (action === 'confirm') finding.secondJudgedBy = by.accountId;
      else Object.assign(finding, { judgedBy: action === 'reopen' ? null : by.accountId, secondJudgedBy: null });
      finding.reason = await tx.vault.seal(finding.foundIn, enquiryFindingPlace(id, 'reason'), reason);
      const saved = await tx.of(EnquiryFinding).save(finding);
      enquiry.toJudge += Number(OPEN.includes(to)) - Number(OPEN.includes(before));
      enquiry.found += Number(to === 'found') - Number(before === 'found');
      await tx.of(PartnerEnquiry).save(enquiry);
      tx.audit.record(
        transition.emits,
        { type: 'dossier', id: finding.foundIn },
        { finding: id, persons: [finding.foundId] },
      );
      tx.outbox.emit(transition.emits, { findingId: id, dossierId, personId: finding.foundId });
      return { id, version: saved.version, state: to };
    });
  }

  /** Those whom the reader sees on both sides, the likeliest first; none once the partner called back what it told. */
  async open(tx: Transaction, enquiryId: DossierId, by: StaffActor): Promise<EnquiryFindingView[]> {
    const findings = await tx.of(EnquiryFinding).all({ dossierId: enquiryId });
    // What the partner called back is hidden, and with it whom it might have meant.
    const records = new Set((await tx.of(PartnerRecord).all({ dossierId: enquiryId })).map(({ id }) => id));
    const shown = findings.filter(({ recordId }) => records.has(recordId));
    shown.sort((one, other) => other.probability - one.probability || (one.id < other.id ? -1 : 1));
    return Promise.all(shown.map((one) => view(tx, one, by)));
  }
}

/** A child is judged by the specialist, first or second. */
async function factsOf(
  tx: Transaction,
  { judgedBy, mayBeChild }: EnquiryFinding,
  by: StaffActor,
): Promise<Facts<EnquiryFindingGuard>> {
  const specialist = by.role === 'child-protection-specialist' || (await wasSpecialist(tx, judgedBy));
  return {
    'second-judge': judgedBy !== null && judgedBy !== by.accountId,
    'specialist-for-child': !mayBeChild || specialist,
  };
}

async function wasSpecialist(tx: Transaction, accountId: string | null): Promise<boolean> {
  const rows = await tx.sql(`SELECT 1 FROM accounts WHERE id = $1 AND role = 'child-protection-specialist'`, [
    accountId,
  ]);
  return rows.length > 0;
}

async function view(tx: Transaction, finding: EnquiryFinding, by: StaffActor): Promise<EnquiryFindingView> {
  const { id, foundIn, foundId, side, state, band, mayBeChild, version, recordId } = finding;
  const found = await tx.vault.open<ShownSide>(foundId, enquiryFindingPlace(id, 'found_side'), finding.foundSide);
  const place = enquiryFindingPlace(id, 'asked_side');
  const asked = await tx.vault.open<ShownSide>(keyOfRecord(recordId), place, finding.askedSide);
  const facts = await factsOf(tx, finding, by);
  return {
    id,
    foundIn,
    foundId,
    side,
    state,
    band,
    mayBeChild,
    version,
    askedName: asked.name,
    foundName: found.name,
    evidence: finding.evidence.map((one, at) => ({
      ...one,
      ...(asked.values[at] && { asked: asked.values[at] }),
      ...(found.values[at] && { found: found.values[at] }),
    })),
    actions: available(enquiryFindingWorkflow, state, by.role, facts),
  };
}
