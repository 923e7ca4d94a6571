import { Injectable } from '@nestjs/common';
import { authorizedDossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { heldBy, HeldFiles, type FileId, type HeldFile, type OpenedFile } from '#libs/files';
import { NotFound, type DossierId, type StaffActor } from '#libs/kernel';
import { available, next, type Facts, type Step } from '#libs/workflow';
import type { DeletionException, SharedPerson } from '../protocol/index.js';
import { Partner } from '../registry/partner.entity.js';
import { queueMessage } from '../traffic/queue-message.js';
import { noteRecord } from './hold-record.js';
import { partnerRecordWorkflow, type PartnerRecordAction, type PartnerRecordGuard } from './partner-record.workflow.js';
import { PartnerFile } from './shared-file.entities.js';
import { isReadable, keyOfRecord, PartnerRecord, recordPlace, type PartnerRecordId } from './sharing.entities.js';

export interface PartnerRecordView extends Omit<PartnerRecord, 'details' | 'requestDigest' | 'digest' | 'caseHandle'> {
  /** The origin's code: only the origin discloses. */
  society: string;
  /** Left out where it is deleted, and in lists. */
  person?: SharedPerson;
  /** That came with it, or are still to come. Left out in lists. */
  files?: HeldFile[];
  actions: Step<PartnerRecordAction>[];
}

/** What partners disclosed to us. It stays theirs: shown with its label, its expiry and its origin, and never passed on. */
@Injectable()
export class PartnerRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: HeldFiles,
  ) {}

  /** What we hold of theirs, as far as the reader sees it, without what it says of anybody. */
  list(by: StaffActor): Promise<PartnerRecordView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('see-partners', { type: 'deployment' });
      const records = await tx.of(PartnerRecord).query('one').orderBy('one.receivedAt', 'DESC').limit(200).getMany();
      return Promise.all(records.map((one) => this.view(tx, one, by, false)));
    });
  }

  /** Of a case. @throws NotFound */
  of(dossierId: DossierId, by: StaffActor): Promise<PartnerRecordView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      await authorizedDossier(tx, dossierId, 'see');
      tx.audit.record('partner-records.read', { type: 'dossier', id: dossierId });
      return this.open(tx, { dossierId }, by);
    });
  }

  /** @throws NotFound where it is gone, or called back */
  read(id: PartnerRecordId, by: StaffActor): Promise<PartnerRecordView> {
    return this.unitOfWork.run(by, async (tx) => {
      const record = await tx.of(PartnerRecord).findOrFail({ id });
      await authorizedDossier(tx, record.dossierId, 'see');
      tx.audit.record('partner-record.read', { type: 'dossier', id: record.dossierId }, { record: id });
      return this.view(tx, record, by, true);
    });
  }

  /** A file that came with a record. Reading is logged. @throws NotFound where the record is gone, or called back; FileNotReady */
  async openFile(id: FileId, part: 'content' | 'preview', by: StaffActor): Promise<OpenedFile> {
    const open = await this.unitOfWork.run(by, async (tx) => {
      const { recordId } = await tx.of(PartnerFile).findOrFail({ id });
      const record = await tx.of(PartnerRecord).findOrFail({ id: recordId });
      const dossier = { type: 'dossier', id: record.dossierId };
      if (!isReadable(record, tx.now)) throw new NotFound(dossier);
      await authorizedDossier(tx, record.dossierId, 'see');
      tx.audit.record('partner-file.read', dossier, { record: recordId, file: id, part });
      return this.files.open(tx, id, part);
    });
    return open();
  }

  async open(tx: Transaction, where: { dossierId: DossierId }, by: StaffActor): Promise<PartnerRecordView[]> {
    const records = await tx.of(PartnerRecord).all(where);
    records.sort((one, other) => (one.id < other.id ? 1 : -1));
    return Promise.all(records.map((one) => this.view(tx, one, by, true)));
  }

  /** The partner hears of it, with a receipt that is signed. @throws GuardNotMet, NotYours, StaleVersion, NotFound */
  decide(id: PartnerRecordId, action: 'accept' | 'decline', version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, action, version, by, async (tx, record) => {
      record.decision = action === 'accept' ? 'accepted' : 'declined';
      const { partnerId, caseHandle: handle } = record;
      await queueMessage(tx, { name: 'decision', partnerId, handle, about: id });
    });
  }

  /** In spite of a recall, because a law says so. @throws GuardNotMet, NotYours, StaleVersion, NotFound */
  keep(id: PartnerRecordId, exception: DeletionException, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'keep', version, by, (_, record) => {
      record.exception = exception;
      return Promise.resolve();
    });
  }

  /** What it said is gone with its key; the partner gets a certificate. @throws GuardNotMet, NotYours, StaleVersion, NotFound */
  delete(id: PartnerRecordId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, 'delete', version, by, (_, record) => {
      record.details = null;
      return Promise.resolve();
    });
  }

  private step(
    id: PartnerRecordId,
    action: PartnerRecordAction,
    version: number,
    by: StaffActor,
    change: (tx: Transaction, record: PartnerRecord) => Promise<void>,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const record = await tx.of(PartnerRecord).lockOrFail({ id }, version);
      const dossier = await authorizedDossier(tx, record.dossierId, 'see');
      const facts = { ...factsOf(record, tx.now), 'exception-written': action === 'keep' };
      const { to, transition } = next(partnerRecordWorkflow, record.state, action, by.role, facts);
      // The steward judges what was called back, wherever it lies.
      if (by.role === 'steward') tx.authorize('govern', dossier.facts);
      else tx.authorize('work', dossier.facts, { by: transition.by });
      record.state = to;
      await change(tx, record);
      const saved = await tx.of(PartnerRecord).save(record);
      noteRecord(tx, record, transition.emits);
      return { id, version: saved.version, state: to };
    });
  }

  private async view(
    tx: Transaction,
    record: PartnerRecord,
    by: StaffActor,
    whole: boolean,
  ): Promise<PartnerRecordView> {
    const { details, requestDigest: _, digest: __, caseHandle: ___, ...shown } = record;
    const { society } = await tx.of(Partner).findOrFail({ id: record.partnerId });
    const opened = whole && details;
    return {
      ...shown,
      society,
      ...(opened && {
        person: await tx.vault.open<SharedPerson>(keyOfRecord(record.id), recordPlace(record.id), opened),
        files: await heldBy(tx, keyOfRecord(record.id)),
      }),
      actions: available(partnerRecordWorkflow, record.state, by.role, factsOf(record, tx.now)),
    };
  }
}

function factsOf({ state, expiresAt }: PartnerRecord, now: Date): Facts<PartnerRecordGuard> {
  return {
    'not-expired': expiresAt > now,
    'recalled-declined-or-expired': ['declined', 'frozen', 'kept'].includes(state) || expiresAt <= now,
  };
}
