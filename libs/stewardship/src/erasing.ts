import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { Erases, type Eraser, type ErasureScope } from '#libs/queues';
import { eraseDossierRows, erasePersonRows } from './erase-rows.js';
import { leaveAnonymousCase } from './retention.js';

/** What the ledger keeps of an erasure: pseudonyms and a time. */
export interface LedgerEntry {
  subjectId: PersonId | DossierId;
  dossierId: DossierId;
  kind: 'person' | 'dossier';
  /** ISO 8601. */
  erasedAt: string;
}

/** Erases for good: files and the like, rows, search keys, data keys; and remembers that it did. Only for the worker. */
@Injectable()
export class Erasing {
  constructor(private readonly discovery: DiscoveryService) {}

  /** Doing it again changes nothing: that is what a replay after a restore is. @throws PersonCarriesDossier */
  async erase(tx: Transaction, { dossierId, personId }: ErasureScope, erasedAt: Date): Promise<void> {
    const persons = personId ? [personId] : await personsOf(tx, dossierId);
    if (!personId) await leaveAnonymousCase(tx, dossierId);
    for (const eraser of this.erasers()) await eraser.erase(tx, { dossierId, ...(personId && { personId }) });
    if (personId) await erasePersonRows(tx, dossierId, personId);
    else await eraseDossierRows(tx, dossierId);
    for (const person of persons) {
      await tx.vault.destroy(person);
      await enter(tx, { subjectId: person, dossierId, kind: 'person', erasedAt: erasedAt.toISOString() });
      tx.outbox.emit('stewardship.person-erased', { personId: person, dossierId });
    }
    if (!personId) {
      await tx.vault.destroy(dossierId);
      await enter(tx, { subjectId: dossierId, dossierId, kind: 'dossier', erasedAt: erasedAt.toISOString() });
      tx.outbox.emit('stewardship.dossier-erased', { dossierId });
    }
    tx.outbox.emit('stewardship.ledger-grew', { dossierId });
    tx.audit.record('stewardship.erased', { type: 'dossier', id: dossierId }, { persons });
  }

  private erasers(): Eraser[] {
    return this.discovery
      .getProviders()
      .filter((wrapper) => this.discovery.getMetadataByDecorator(Erases, wrapper) !== undefined)
      .map(({ instance }) => instance as Eraser);
  }
}

async function personsOf(tx: Transaction, dossierId: DossierId): Promise<PersonId[]> {
  const rows = await tx.sql<{ id: PersonId }>('SELECT id FROM persons WHERE dossier_id = $1 ORDER BY id', [dossierId]);
  return rows.map(({ id }) => id);
}

async function enter(tx: Transaction, { subjectId, dossierId, kind, erasedAt }: LedgerEntry): Promise<void> {
  await tx.sql(
    'INSERT INTO erasure_ledger (subject_id, dossier_id, kind, erased_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [subjectId, dossierId, kind, erasedAt],
  );
}
