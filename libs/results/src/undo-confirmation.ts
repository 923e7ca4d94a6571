import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { Locating, SoughtPerson, TracingRequest } from '#libs/cases';
import { Refusals, TELLING_PURPOSES } from '#libs/consent';
import type { DomainEvent, Transaction } from '#libs/database';
import { daysAfter, type DossierId, type PersonId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import { contentOf } from './answers.js';
import { resultUnderWay, voidResult } from './void-result.js';

const DAYS_TO_RECALL = 2;

/**
 * Two people confirmed a match, and it was wrong. Nothing that rests on it is told any more: a result under way is void,
 * what the wrong person agreed to is taken back, and the sought person is missing again. What was told already only people
 * can put right: the supervisor is asked to.
 */
@Injectable()
@HandlesEvents({ name: 'results.undo-confirmation', topics: ['matching.confirmation-superseded'] })
export class UndoConfirmation implements EventHandler {
  constructor(
    private readonly locating: Locating,
    private readonly refusals: Refusals,
    private readonly tasks: Tasks,
  ) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const request = await tx.of(TracingRequest).lockOrFail({ id: payload.requestId as DossierId });
    const sought = await tx.of(SoughtPerson).lockOrFail({ id: payload.soughtId as PersonId });
    // Found in the field, or confirmed once more in the meantime: then the finding stands.
    if (sought.locatedBy !== 'confirmed-match' || (await isConfirmed(tx, payload.matchId))) return;
    const told = sought.toldAt !== null;
    const restsOnIt = await restsOn(tx, request, sought.id);
    if (restsOnIt) await voidResult(tx, request);
    await this.refusals.narrowAll(tx, sought.id, TELLING_PURPOSES, {
      by: 'not-asked',
      how: 'none',
      reason: 'They were asked of somebody else.',
    });
    await this.locating.confirmationUndone(tx, request, sought, restsOnIt);
    if (told) await this.askForRecall(tx, request);
    await this.locateByAnother(tx, request, sought.id);
    tx.audit.record('results.confirmation-undone', { type: 'dossier', id: request.id }, { person: sought.id });
  }

  private async askForRecall(tx: Transaction, { id: dossierId }: TracingRequest): Promise<void> {
    const { branchId: branch } = await tx.of(Dossier).findOrFail({ id: dossierId });
    const due = daysAfter(tx.now, DAYS_TO_RECALL);
    await this.tasks.open(tx, { kind: 'recall-what-was-told', dossierId, role: 'supervisor', branch, due });
  }

  /** Another registration was confirmed for the same person: it stands, and they are asked anew. */
  private async locateByAnother(tx: Transaction, { id }: TracingRequest, soughtId: PersonId): Promise<void> {
    const [other] = await tx.sql<{ urgent: boolean }>(
      `SELECT bool_or(m.needs_child_specialist OR r.kind = 'detained') AS urgent
       FROM potential_matches m JOIN registrations r ON r.id = m.registration_id
       WHERE m.sought_id = $1 AND m.kind = 'registration' AND m.state = 'confirmed' HAVING count(*) > 0`,
      [soughtId],
    );
    if (other) await this.locating.byConfirmedMatch(tx, id, soughtId, other.urgent);
  }
}

async function isConfirmed(tx: Transaction, matchId: string | undefined): Promise<boolean> {
  const rows = await tx.sql(`SELECT 1 FROM potential_matches WHERE id = $1 AND state = 'confirmed'`, [matchId]);
  return rows.length > 0;
}

/** Was the result under way made from what this person was thought to have answered? */
async function restsOn(tx: Transaction, request: TracingRequest, id: PersonId): Promise<boolean> {
  const result = await resultUnderWay(tx, request);
  if (!result) return false;
  const { madeFrom } = await contentOf(tx, result);
  return madeFrom.some(({ soughtId, version }) => soughtId === id && version > 0);
}
