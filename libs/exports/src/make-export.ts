import { Inject, Injectable } from '@nestjs/common';
import { Consent, PermitRefused, type Recipient, type RecipientClass } from '#libs/consent';
import { openWith, randomToken, sealWith } from '#libs/crypto';
import type { DomainEvent, Transaction } from '#libs/database';
import { newId, type Id, type PersonId, type Sensitivity } from '#libs/kernel';
import { People, type PersonDetails } from '#libs/people';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { next } from '#libs/workflow';
import { aboutFile, Export, ExportPerson, exportPlace, type ExportId } from './export.entity.js';
import { EXPORT_SETTINGS, type ExportSettings } from './export-settings.js';
import { exportWorkflow } from './export.workflow.js';
import { note } from './exports.js';
import { candidatesOf, CATEGORIES_IN_FILE, fileOf, type Candidate } from './rows.js';

const HOURS_TO_COLLECT = 72;

/** Makes the file of a list that two people agreed to, of those alone who may be in it. */
@Injectable()
@HandlesEvents({ name: 'exports.make', topics: ['exports.approved', 'exports.to-be-made-again'] })
export class MakeExport implements EventHandler {
  constructor(
    private readonly people: People,
    private readonly consent: Consent,
    @Inject(EXPORT_SETTINGS) private readonly settings: ExportSettings,
  ) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const one = await tx.of(Export).lockOrFail({ id: payload.exportId as ExportId });
    if (one.state !== 'approved') return;
    const candidates = await candidatesOf(tx, one, this.settings.exportRows);
    const details = await this.people.details(
      tx,
      candidates.map(({ personId }) => personId),
    );
    await tx.sql('DELETE FROM export_persons WHERE export_id = $1', [one.id]);
    const rows: { candidate: Candidate; person: PersonDetails }[] = [];
    const exported: ExportPerson[] = [];
    for (const candidate of candidates) {
      const person = details.get(candidate.personId);
      const permitId = person && (await this.permit(tx, one, candidate, person));
      if (!permitId) continue;
      const { personId, dossierId } = candidate;
      rows.push({ candidate, person });
      exported.push(tx.of(ExportPerson).create({ exportId: one.id, personId, dossierId, permitId }));
    }
    await tx.of(ExportPerson).insert(...exported);
    await this.seal(tx, one, fileOf(rows));
    const { to, transition } = next(exportWorkflow, one.state, 'make', 'system', {});
    Object.assign(one, { state: to, rows: rows.length, leftOut: candidates.length - rows.length, downloads: 0 });
    one.expiresAt = new Date(tx.now.getTime() + HOURS_TO_COLLECT * 3_600_000);
    await tx.of(Export).save(one);
    noteEach(tx, 'exports.person-taken', one.id, exported);
    note(tx, one.id, transition.emits, { rows: rows.length, leftOut: candidates.length - rows.length });
  }

  /** Nothing of who is at risk, or may not be in it. */
  private async permit(
    tx: Transaction,
    { purpose, recipient }: Export,
    { personId: id, dossierId, sensitivity }: Candidate,
    person: PersonDetails,
  ): Promise<Id<'permit'> | undefined> {
    if (atRisk(sensitivity, person)) return undefined;
    try {
      return (await this.consent.permit(tx, { id, dossierId }, purpose, usedAs(recipient))).id;
    } catch (error) {
      if (error instanceof PermitRefused) return undefined;
      throw error;
    }
  }

  private async seal(tx: Transaction, one: Export, file: Buffer): Promise<void> {
    const [subject, key] = [newId<'dossier'>(), randomToken()];
    const inner = sealWith(key, file, aboutFile(one.id)).toString('base64');
    one.contentSubject = subject;
    one.content = await tx.vault.seal(subject, exportPlace(one.id, 'content'), inner);
    one.key = await tx.vault.seal(subject, exportPlace(one.id, 'key'), key);
  }
}

/** Whoever needs protection is in no list, whatever it is for. */
export function atRisk(sensitivity: Sensitivity, { protection = [] }: PersonDetails): boolean {
  return sensitivity === 'protected' || protection.length > 0;
}

/** What a permit is asked for. */
export function usedAs(recipient: string | null) {
  const [one, id] = recipient?.split(':') ?? [];
  const to: Recipient | undefined = one ? { class: one as RecipientClass, ...(id && { id }) } : undefined;
  return { ...(to && { recipient: to }), categories: CATEGORIES_IN_FILE };
}

/** One entry for each record, naming the persons in it. */
export function noteEach(tx: Transaction, action: string, id: ExportId, exported: readonly ExportPerson[]): void {
  const of = new Map<string, PersonId[]>();
  for (const { dossierId, personId } of exported) of.set(dossierId, [...(of.get(dossierId) ?? []), personId]);
  for (const [dossierId, persons] of of)
    tx.audit.record(action, { type: 'dossier', id: dossierId }, { persons, export: id });
}

/** The file, with the key of the one who asked. */
export async function openFile(tx: Transaction, one: Export, key: string): Promise<Buffer | undefined> {
  if (!one.content || !one.contentSubject) return undefined;
  const inner = await tx.vault.open<string>(one.contentSubject, exportPlace(one.id, 'content'), one.content);
  return openWith(key, Buffer.from(inner, 'base64'), aboutFile(one.id));
}
