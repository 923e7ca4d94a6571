import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier } from '#libs/access';
import { Consent } from '#libs/consent';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import type { StaffActor } from '#libs/kernel';
import { People } from '#libs/people';
import { next } from '#libs/workflow';
import { Export, ExportPerson, exportPlace, type ExportId } from './export.entity.js';
import { exportWorkflow } from './export.workflow.js';
import { knownFacts } from './export-view.js';
import { note } from './exports.js';
import { atRisk, noteEach, openFile, usedAs } from './make-export.js';

const KEY_HOURS = 24;

/** The one who asked gets the key, once, and with it the file. */
@Injectable()
export class HandOver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly consent: Consent,
    private readonly people: People,
  ) {}

  /** Shown now, and kept nowhere from now on: a lost key cannot be shown again. @throws GuardNotMet, NotFound, Forbidden */
  showKey(id: ExportId, version: number, by: StaffActor): Promise<Receipt & { key: string; validUntil: Date }> {
    // Not `once`: what is answered there is kept.
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('export-data', { type: 'deployment' });
      const one = await tx.of(Export).lockOrFail({ id }, version);
      const { to, transition } = next(exportWorkflow, one.state, 'show-key', by.role, knownFacts(one, tx.now, by));
      const key = await tx.vault.open<string>(one.contentSubject!, exportPlace(id, 'key'), one.key!);
      const validUntil = new Date(tx.now.getTime() + KEY_HOURS * 3_600_000);
      Object.assign(one, { state: to, key: null, expiresAt: validUntil });
      note(tx, id, transition.emits);
      const { version: now } = await tx.of(Export).save(one);
      return { id, state: to, version: now, key, validUntil };
    });
  }

  /**
   * The file. Everybody in it is asked for again in this transaction, and each reading is written down with the record of
   * the person read.
   * @throws GuardNotMet, NotFound, Forbidden
   */
  download(id: ExportId, key: string, by: StaffActor): Promise<Buffer> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('export-data', { type: 'deployment' });
      const one = await tx.of(Export).lockOrFail({ id });
      const file = await openFile(tx, one, key);
      const exported = await tx.of(ExportPerson).all({ exportId: id });
      const { transition } = next(exportWorkflow, one.state, 'download', by.role, {
        ...knownFacts(one, tx.now, by),
        'key-fits': file !== undefined,
        'still-permitted': await this.stillPermitted(tx, one, exported),
      });
      one.downloads++;
      await tx.of(Export).save(one);
      noteEach(tx, 'exports.person-read', id, exported);
      note(tx, id, transition.emits, { rows: exported.length });
      return file!;
    });
  }

  /** Nobody can say no while it is handed over. Whoever is not seen any more counts as a no. */
  private async stillPermitted(tx: Transaction, one: Export, exported: readonly ExportPerson[]): Promise<boolean> {
    const ids = exported.map(({ personId }) => personId);
    await tx.sql('SELECT 1 FROM persons WHERE id = ANY ($1) ORDER BY id FOR SHARE', [ids]);
    const permitted = await this.consent.covering(tx, ids, one.purpose, usedAs(one.recipient));
    const details = await this.people.details(tx, ids);
    const dossiers = await tx.of(Dossier).all({ id: In([...new Set(exported.map(({ dossierId }) => dossierId))]) });
    const sensitivity = new Map(dossiers.map((dossier) => [dossier.id, dossier.sensitivity]));
    const allowed = exported.filter(({ personId, dossierId }) => {
      const [person, level] = [details.get(personId), sensitivity.get(dossierId)];
      return person && level && permitted.has(personId) && !atRisk(level, person);
    });
    return allowed.length === one.rows;
  }
}
