import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { authorizedDossier, openDossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { Uploads, type SealedObject } from '#libs/files';
import { dayOf, InvalidInput, newId, realDay, type DossierId, type Sensitivity, type StaffActor } from '#libs/kernel';
import { next } from '#libs/workflow';
import { mappingBy, mappingOf, type ColumnMeanings } from '../csv/known-headers.js';
import type { CsvMapping } from '../csv/mapping.js';
import type { ImportDefaults } from '../import-row.js';
import { rowReader } from '../row-reader.js';
import { DATE_FORMATS, type DateOrder } from './date-order.js';
import { countsOf } from './list-counts.js';
import {
  beginRun,
  contentOfList,
  detailsOfList,
  isAgreed,
  receiptOf,
  setContent,
  setDetails,
  takeListStep,
} from './list-steps.js';
import { PeopleList, type ListBasis, type ListDetails } from './list.entity.js';
import { listWorkflow } from './list.workflow.js';
import { DelimiterTooLate } from './lists.errors.js';

export interface NewList {
  /** As the file is called. */
  name: string;
  /** Who made the list: its ids are known under this name. */
  source: string;
  /** On what ground it is used here. */
  legalBasis: ListBasis;
  /** With whom that was agreed. */
  agreedWith: string;
  /** The last day for which it was agreed: after it, the list is forgotten. */
  until: string;
  /** What separates its columns, where it is not what stands most often in its first line. */
  delimiter?: string;
  sensitivity?: Sensitivity;
}

/** What the columns of a list are, and what holds where a row does not say it. */
export interface ListReading {
  /** In full; or else by columns. */
  mapping?: CsvMapping;
  columns?: ColumnMeanings;
  dateOrder?: DateOrder;
  defaults?: Omit<ImportDefaults, 'source'>;
}

const OVER_ALREADY = {
  path: 'until',
  code: 'list.over-already',
  message: 'This day is over. Agree on a later one with whoever made the list.',
};

/** Lists of people from elsewhere: announced, received, checked, imported. The work itself is the worker's. */
@Injectable()
export class Lists {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly uploads: Uploads,
  ) {}

  /**
   * Says which list is to come. A list holds many people, so it is protected where nothing else is said.
   * @throws InvalidInput, NotYours, Forbidden
   */
  announce(
    { name, source, legalBasis, agreedWith, until, delimiter, sensitivity = 'protected' }: NewList,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const keptUntil = realDay(until, 'until');
      if (keptUntil < dayOf(tx.now)) throw new InvalidInput([OVER_ALREADY]);
      const { to, transition } = next(listWorkflow, 'none', 'announce', by.role, {});
      const id = newId<'dossier'>();
      await openDossier(tx, by, { id, kind: 'list', sensitivity });
      const list = tx.of(PeopleList).create({
        id,
        dossierId: id,
        state: to,
        run: 0,
        inHandsOf: by.accountId,
        legalBasis,
        keptUntil,
        announcedAt: tx.now,
        listSubject: newId<'dossier'>(),
        version: 1,
      });
      await setDetails(tx, list, { name, source, agreedWith, ...(delimiter && { delimiter }) });
      await tx.of(PeopleList).insert(list);
      tx.audit.record(transition.emits, { type: 'dossier', id });
      return receiptOf(list);
    });
  }

  /**
   * Takes the bytes, sealing them as they come; no transaction waits for them.
   * @param bytes as many as the sender says there are
   * @throws FileTooLarge, FileIncomplete, StaleVersion, TransitionRefused, NotYours, NotFound
   */
  async receive(id: DossierId, content: Readable, bytes: number, version: number, by: StaffActor): Promise<Receipt> {
    await this.unitOfWork.run(by, async (tx) => {
      await authorizedDossier(tx, (await tx.of(PeopleList).findOrFail({ id })).dossierId, 'record');
    });
    const object = await this.uploads.take(id, content, bytes);
    let kept = false;
    try {
      return await this.unitOfWork.once(by, async (tx) => {
        const receipt = await this.keep(tx, id, version, object, bytes);
        kept = true;
        return receipt;
      });
    } catch (error) {
      kept = false;
      throw error;
    } finally {
      // Sent twice with the same key, the first one counts; refused, none does.
      if (!kept) await this.uploads.drop(object).catch(() => undefined);
    }
  }

  /** Says what its columns are and tries it out, row by row. @throws GuardNotMet, ImportRefused, StaleVersion, TransitionRefused */
  check(id: DossierId, reading: ListReading, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, (tx, list) => this.begin(tx, list, 'check', reading));
  }

  /**
   * Says what its columns are and compares everybody on it with the open requests of the branch. Nobody is registered.
   * @throws GuardNotMet, ImportRefused, StaleVersion, TransitionRefused
   */
  compare(id: DossierId, reading: ListReading, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, (tx, list) => this.begin(tx, list, 'compare', reading));
  }

  /** Registers everybody on the list, as it was checked. @throws GuardNotMet, StaleVersion, TransitionRefused */
  start(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, async (tx, list) => {
      const { added, known } = await countsOf(tx, list);
      const facts = { 'rows-to-import': added + known > 0, 'within-agreed-time': isAgreed(list, tx.now) };
      await takeListStep(tx, list, 'start', facts);
      beginRun(tx, list);
      list.importBeganAt = list.runBeganAt;
    });
  }

  /** Whoever was registered stays so; nobody else of the list will be. @throws StaleVersion, TransitionRefused */
  cancel(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, (tx, list) => takeListStep(tx, list, 'cancel'));
  }

  private async begin(
    tx: Transaction,
    list: PeopleList,
    action: 'check' | 'compare',
    reading: ListReading,
  ): Promise<void> {
    const mapping = await this.mappingFor(tx, list, reading);
    await takeListStep(tx, list, action, {
      'columns-known': mapping !== undefined || list.format === 'pfif',
      'within-agreed-time': isAgreed(list, tx.now),
    });
    const { mapping: _, ...details } = await detailsOfList(tx, list);
    await setDetails(tx, list, await this.read(tx, list, { ...details, defaults: reading.defaults }, mapping));
    beginRun(tx, list);
  }

  private step(
    id: DossierId,
    version: number,
    by: StaffActor,
    change: (tx: Transaction, list: PeopleList) => Promise<void>,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const list = await tx.of(PeopleList).lockOrFail({ id }, version);
      await authorizedDossier(tx, id, 'see');
      list.inHandsOf = by.accountId;
      await change(tx, list);
      return receiptOf(await tx.of(PeopleList).save(list));
    });
  }

  private async keep(
    tx: Transaction,
    id: DossierId,
    version: number,
    object: SealedObject,
    bytes: number,
  ): Promise<Receipt> {
    const list = await tx.of(PeopleList).lockOrFail({ id }, version);
    await takeListStep(tx, list, 'receive', { 'arrived-whole': true });
    list.bytes = bytes;
    await setContent(tx, list, { object });
    return receiptOf(await tx.of(PeopleList).save(list));
  }

  /** What was said of the columns; where nothing was, what their names say. */
  private async mappingFor(
    tx: Transaction,
    list: PeopleList,
    { mapping, columns, dateOrder = 'safe' }: ListReading,
  ): Promise<CsvMapping | undefined> {
    if (mapping?.delimiter) throw new DelimiterTooLate();
    if (mapping) return mapping;
    const content = await contentOfList(tx, list);
    if (columns) return mappingBy(columns, DATE_FORMATS[dateOrder]);
    return content && 'meanings' in content
      ? (mappingBy(content.meanings, DATE_FORMATS[dateOrder]) ?? mappingOf(content.headers))
      : undefined;
  }

  /** Whether the list has these columns is known at once, before anything begins. */
  private async read(
    tx: Transaction,
    list: PeopleList,
    details: ListDetails,
    mapping: CsvMapping | undefined,
  ): Promise<ListDetails> {
    const content = await contentOfList(tx, list);
    if (!content || !('headers' in content)) return details;
    const context = { defaults: details.defaults ?? {}, now: tx.now, source: details.source };
    const { unusedColumns } = rowReader({ format: list.format!, headers: content.headers }, mapping, context);
    return { ...details, unusedColumns, ...(mapping && { mapping }) };
  }
}
