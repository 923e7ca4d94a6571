import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier, type DossierKind } from '#libs/access';
import { stillThere, UnitOfWork, type Transaction } from '#libs/database';
import type { DossierId, PersonId, StaffActor } from '#libs/kernel';
import { RightsRequest, type RightsRequestId } from './rights-request.entity.js';
import { view, type RightsRequestView } from './rights-request-view.js';

/** One that waits for an answer, and the record it is about. */
export interface OpenRightsRequest extends RightsRequestView {
  recordKind: DossierKind;
  /** Left out where that record has none. */
  reference?: string;
}

/** What people ask for by right and nobody has answered yet: for whoever answers for all of it. */
@Injectable()
export class OpenRightsRequests {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * The next due first. Reading is logged, with each record for the person whose words these are.
   * @param page.after the last id of the page before; it need not wait any more
   * @throws Forbidden
   */
  list(page: { limit: number; after?: RightsRequestId }, by: StaffActor): Promise<OpenRightsRequest[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('govern', { type: 'deployment' });
      const lines = await tx.sql<{ id: RightsRequestId; reference: string | null }>(
        `SELECT r.id, coalesce(t.reference, g.reference, m.reference) AS reference
         FROM rights_requests r LEFT JOIN tracing_requests t ON t.id = r.dossier_id
           LEFT JOIN registrations g ON g.id = r.dossier_id LEFT JOIN red_cross_messages m ON m.id = r.dossier_id
         WHERE r.state IN ('received', 'identity-checked')
           AND ($2::uuid IS NULL OR (r.due_on, r.id) > (SELECT before.due_on, before.id FROM rights_requests before WHERE before.id = $2))
         ORDER BY r.due_on, r.id LIMIT $1`,
        [page.limit, page.after ?? null],
      );
      const requests = await tx.of(RightsRequest).all({ id: In(lines.map(({ id }) => id)) });
      const dossiers = await tx.of(Dossier).all({ id: In(requests.map(({ dossierId }) => dossierId)) });
      await tx.vault.unlock(requests.map(({ personId }) => personId));
      noteReading(tx, requests);
      return Promise.all(
        lines.map(async ({ id, reference }) => {
          const request = stillThere(requests.find((one) => one.id === id));
          const { kind: recordKind } = stillThere(dossiers.find((dossier) => dossier.id === request.dossierId));
          return { ...(await view(tx, request, by)), recordKind, ...(reference !== null && { reference }) };
        }),
      );
    });
  }
}

function noteReading(tx: Transaction, requests: readonly RightsRequest[]): void {
  const personsOf = new Map<DossierId, PersonId[]>();
  for (const { dossierId, personId } of requests)
    personsOf.set(dossierId, [...(personsOf.get(dossierId) ?? []), personId]);
  for (const [id, persons] of personsOf)
    tx.audit.record('rights-requests.listed', { type: 'dossier', id }, { persons });
}
