import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { Consent } from '#libs/consent';
import type { DomainEvent, Transaction } from '#libs/database';
import { newId, scriptOf, type DossierId, type FuzzyDate } from '#libs/kernel';
import type { PersonProfile } from '#libs/linkage';
import { LookFor, type Likeness } from '#libs/matching';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import { next } from '#libs/workflow';
import type { SharedPerson } from '../protocol/index.js';
import { noteEnquiry } from '../traffic/quotas.js';
import { EnquiryFinding, enquiryFindingPlace, PartnerEnquiry, type ShownSide } from './enquiry.entities.js';
import { enquiryFindingWorkflow } from './enquiry-finding.workflow.js';
import { partnerEnquiryWorkflow } from './partner-enquiry.workflow.js';
import { keyOfRecord, PartnerRecord, recordPlace } from './sharing.entities.js';

/** A partner asks: whoever it may mean is proposed to those who work on that person's record. Nobody is told anything. */
@Injectable()
@HandlesEvents({ name: 'partners.find-asked', topics: ['partner-enquiries.received'] })
export class FindAsked implements EventHandler {
  constructor(
    private readonly lookFor: LookFor,
    private readonly consent: Consent,
    private readonly tasks: Tasks,
  ) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const id = payload.dossierId as DossierId;
    const enquiry = await tx.of(PartnerEnquiry).lockOrFail({ id });
    const record = await tx.of(PartnerRecord).find({ messageId: enquiry.messageId, partnerId: enquiry.partnerId });
    if (enquiry.state !== 'received' || !record?.details || record.state === 'frozen') return;
    const asked = await tx.vault.open<SharedPerson>(keyOfRecord(record.id), recordPlace(record.id), record.details);
    const known = new Set((await tx.of(EnquiryFinding).all({ dossierId: id })).map(({ foundId }) => foundId));
    const profile = profileOfShared(asked);
    // Without a name there is nobody to look for.
    const likely = asked.names ? await this.lookFor.likely(tx, id, profile) : [];
    const fresh = likely.filter(({ found }) => !known.has(found.personId));
    const findings: EnquiryFinding[] = [];
    for (const one of fresh) {
      // The same person may stand on two sides.
      if (findings.some(({ foundId }) => foundId === one.found.personId)) continue;
      const finding = await this.propose(tx, enquiry, record, asked, one);
      if (finding) findings.push(finding);
    }
    await tx.of(EnquiryFinding).insert(...findings);
    await this.letJudge(tx, id, findings);
    const { partnerId, messageId } = enquiry;
    const looks = { partnerId, messageId, found: likely.length > 0, marks: this.lookFor.marks(profile) };
    await noteEnquiry(tx, this.tasks, looks);
    const facts = { 'not-expired': record.expiresAt > tx.now };
    const { to, transition } = next(partnerEnquiryWorkflow, enquiry.state, 'search', 'system', facts);
    Object.assign(enquiry, { state: to, toJudge: enquiry.toJudge + findings.length });
    await tx.of(PartnerEnquiry).save(enquiry);
    tx.audit.record(transition.emits, { type: 'dossier', id }, { findings: findings.length });
    tx.outbox.emit(transition.emits, { dossierId: id });
  }

  private async propose(
    tx: Transaction,
    enquiry: PartnerEnquiry,
    record: PartnerRecord,
    asked: SharedPerson,
    { side, found, comparison: { band, probability, evidence } }: Likeness,
  ): Promise<EnquiryFinding | undefined> {
    if (!band) return undefined;
    const { personId, dossier, name } = found;
    const permit = await this.consent.permit(tx, { id: personId, dossierId: dossier.id }, 'match-within-society');
    const { to, transition } = next(enquiryFindingWorkflow, 'none', 'propose', 'system', {
      'permit-for-matching': true,
    });
    const id = newId<'enquiry-finding'>();
    const theirs: ShownSide = { name: asked.names![0]!.text, values: evidence.map(({ left }) => left ?? null) };
    const ours: ShownSide = { name, values: evidence.map(({ right }) => right ?? null) };
    tx.audit.record(transition.emits, { type: 'dossier', id: dossier.id }, { finding: id, enquiry: enquiry.id, band });
    return tx.of(EnquiryFinding).create({
      id,
      dossierId: enquiry.id,
      foundIn: dossier.id,
      foundId: personId,
      side,
      recordId: record.id,
      permitId: permit.id,
      state: to,
      band,
      probability,
      evidence: evidence.map(({ field, level, reason, weight }) => ({ field, level, reason, weight })),
      foundSide: await tx.vault.seal(personId, enquiryFindingPlace(id, 'found_side'), ours),
      askedSide: await tx.vault.seal(keyOfRecord(record.id), enquiryFindingPlace(id, 'asked_side'), theirs),
      mayBeChild: found.mayBeChild,
      judgedBy: null,
      secondJudgedBy: null,
      judgedAt: null,
      reason: null,
      version: 1,
    });
  }

  /** Those who work on the record of somebody who was found see the question too: nobody else could judge it. */
  private async letJudge(tx: Transaction, id: DossierId, findings: readonly EnquiryFinding[]): Promise<void> {
    if (findings.length === 0) return;
    const dossier = await tx.of(Dossier).lockOrFail({ id });
    for (const { foundIn } of findings)
      for (const account of (await tx.of(Dossier).findOrFail({ id: foundIn })).assigned) dossier.assign(account);
    await tx.of(Dossier).save(dossier);
  }
}

/** What the engine can compare of what a partner told. */
export function profileOfShared({ names, birth, sex, places, relatives }: SharedPerson): PersonProfile {
  return {
    names: written(names ?? []),
    ...(birth && { birth: spanOf(birth) }),
    ...(sex && { sex }),
    ...(places && { places }),
    ...(relatives && {
      relatives: relatives.map((one) => ({
        kind: one.kind,
        names: written(one.names),
        ...(one.birth && { birth: spanOf(one.birth) }),
      })),
    }),
  };
}

function written(names: NonNullable<SharedPerson['names']>) {
  return names.map((name) => ({ ...name, script: scriptOf(name.text) }));
}

function spanOf({ earliest, latest, said }: NonNullable<SharedPerson['birth']>): FuzzyDate {
  const days = (Date.parse(latest) - Date.parse(earliest)) / 86_400_000;
  const precision = days === 0 ? 'day' : days <= 31 ? 'month' : days <= 366 ? 'year' : 'about';
  return { calendar: 'gregorian', earliest, latest, precision, ...(said && { said }) };
}
