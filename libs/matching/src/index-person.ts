import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import type { DossierId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { IndexDossiers } from './index-dossiers.js';

/** Events after which who may be found, or by what, may be something else. */
const TOPICS = [
  'registrations.registered',
  'registrations.batch-registered',
  'registrations.registration-changed',
  'cases.request-accepted',
  'cases.request-reopened',
  'cases.interview-saved',
  'cases.interview-corrected',
  'cases.wishes-recorded',
  'cases.wishes-changed',
  'cases.search-continued',
  'cases.finding-taken-back',
  'cases.requests-merged',
  'cases.merge-undone',
  'cases.request-refused',
  'cases.request-closed',
  'cases.request-withdrawn',
  'consent.basis-recorded',
  'consent.basis-withdrawn',
  'consent.narrowed',
  'consent.restricted',
  'people.person-removed',
] as const;

/** Keeps the search index in step with the records. */
@Injectable()
@HandlesEvents({ name: 'matching.index-person', topics: TOPICS })
export class IndexPerson implements EventHandler {
  constructor(private readonly dossiers: IndexDossiers) {}

  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    await this.handleTogether(tx, [event]);
  }

  async handleTogether(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
    const dossiers = new Set<DossierId>();
    for (const { payload } of events) for (const id of await dossiersOf(tx, payload)) dossiers.add(id);
    await this.dossiers.bringInStep(tx, [...dossiers], events[0]!.lane);
  }
}

async function dossiersOf(tx: Transaction, payload: DomainEvent['payload']): Promise<DossierId[]> {
  const { registrationIds, registrationId, requestId, duplicateId, dossierId, personId } = payload;
  if (registrationIds !== undefined) return registrationIds.split(',') as DossierId[];
  const named = [registrationId ?? requestId ?? dossierId, duplicateId].filter((id) => id !== undefined);
  if (named.length > 0) return named as DossierId[];
  const rows = await tx.sql<{ dossier_id: DossierId }>('SELECT dossier_id FROM persons WHERE id = $1', [personId]);
  return rows.map(({ dossier_id }) => dossier_id);
}
