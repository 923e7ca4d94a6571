import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Dossier } from '#libs/access';
import { UnitOfWork, type Transaction } from '#libs/database';
import type { DossierId, Sensitivity, StaffActor } from '#libs/kernel';
import type { Band } from '#libs/linkage';
import type { RelationKind } from '#libs/people';
import type { PairKind } from './pair-kinds.js';
import {
  matchPlace,
  MatchInList,
  type MatchId,
  type RegisteredValues,
  type SoughtValues,
} from './potential-match.entity.js';
import type { PotentialMatchState } from './potential-match.workflow.js';

export interface MatchLine {
  id: MatchId;
  kind: PairKind;
  state: PotentialMatchState;
  band: Band;
  probability: number;
  requestReference: string;
  /** Of the other side: a registration's, or in a pair of requests the other request's. */
  registrationReference: string;
  relation: RelationKind;
  sought: string;
  registered: string;
  sensitivity: Sensitivity;
  proposedAt: Date;
  version: number;
}

export interface MatchFilter {
  state?: PotentialMatchState;
  requestId?: DossierId;
}

@Injectable()
export class MatchList {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of one request: best first. Otherwise newest first. @param page.after the last id of the page before */
  list(filter: MatchFilter, page: { limit: number; after?: MatchId }, by: StaffActor): Promise<MatchLine[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('list-cases', { type: 'deployment' });
      const { state, requestId } = filter;
      const where = { ...(state && { state }), ...(page.after && { id: LessThan(page.after) }) };
      const found = requestId
        ? await tx.of(MatchInList).first(
            [
              { ...where, requestId },
              { ...where, registrationId: requestId },
            ],
            { standing: 'DESC', id: 'ASC' },
            page.limit,
          )
        : await tx.of(MatchInList).first(where, { id: 'DESC' }, page.limit);
      const lines = await this.describe(tx, found);
      tx.audit.record('matches.listed', { type: 'account', id: by.accountId }, { matches: lines.map(({ id }) => id) });
      return lines;
    });
  }

  /** The lines of these matches, those the reader may see. */
  async lines(tx: Transaction, ids: readonly MatchId[]): Promise<Map<MatchId, MatchLine>> {
    const matches = ids.length === 0 ? [] : await tx.of(MatchInList).all({ id: In([...ids]) });
    return new Map((await this.describe(tx, matches)).map((line) => [line.id, line]));
  }

  private async describe(tx: Transaction, matches: MatchInList[]): Promise<MatchLine[]> {
    if (matches.length === 0) return [];
    const ids = new Set(matches.flatMap(({ requestId, registrationId }) => [requestId, registrationId]));
    const [dossiers] = await Promise.all([
      tx.of(Dossier).all({ id: In([...ids]) }),
      tx.vault.unlock(matches.flatMap(({ soughtId, registeredId }) => [soughtId, registeredId])),
    ]);
    return Promise.all(
      matches.map(async (match) => {
        const { id, kind, state, band, probability, proposedAt, version } = match;
        const sought = await tx.vault.open<SoughtValues>(
          match.soughtId,
          matchPlace(id, 'sought_values'),
          match.soughtValues,
        );
        const registered = await tx.vault.open<RegisteredValues>(
          match.registeredId,
          matchPlace(id, 'registered_values'),
          match.registeredValues,
        );
        const seen = dossiers.filter(
          (dossier) => dossier.id === match.requestId || dossier.id === match.registrationId,
        );
        return {
          id,
          kind,
          state,
          band,
          probability,
          requestReference: sought.reference,
          registrationReference: registered.reference,
          relation: sought.relation,
          sought: sought.name,
          registered: registered.name,
          sensitivity: mostSensitive(seen),
          proposedAt,
          version,
        };
      }),
    );
  }
}

function mostSensitive(dossiers: readonly Dossier[]): Sensitivity {
  const levels = dossiers.map(({ sensitivity }) => sensitivity);
  return levels.includes('protected') ? 'protected' : levels.includes('restricted') ? 'restricted' : 'open';
}
