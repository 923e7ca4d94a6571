import { Injectable } from '@nestjs/common';
import { DataKeyDestroyed } from '#libs/crypto';
import type { DomainEvent, Transaction } from '#libs/database';
import type { DossierId } from '#libs/kernel';
import type { Band } from '#libs/linkage';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import type { PairKind } from '../pair-kinds.js';
import { PotentialMatch, type EvidenceLine, type MatchId } from '../potential-match.entity.js';

/**
 * A pair that people have decided on: what the comparison said, and what they did. No name is in it; as a whole it still
 * tells of a person, so it is sealed under the key of the case and goes when the case goes.
 */
export interface Label {
  kind: PairKind;
  same: boolean;
  band: Band;
  /** Bits, prior and evidence together, by the engine of that day. */
  weight: number;
  engineVersion: string;
  evidence: EvidenceLine[];
}

function labelPlace(id: MatchId) {
  return { table: 'match_labels', column: 'label', row: id };
}

/** Keeps what people decided, for measuring the engine; forgets it when the decision no longer counts. */
@Injectable()
@HandlesEvents({
  name: 'matching.keep-label',
  topics: [
    'matching.match-confirmed',
    'matching.match-rejected',
    'matching.match-reopened',
    'matching.match-superseded',
  ],
})
export class KeepLabel implements EventHandler {
  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const match = await tx.of(PotentialMatch).find({ id: payload.matchId as MatchId });
    if (!match) return;
    await tx.sql('DELETE FROM match_labels WHERE match_id = $1', [match.id]);
    if (match.state !== 'confirmed' && match.state !== 'rejected') return;
    const { id, kind, state, band, weight, engineVersion, evidence, requestId } = match;
    const label: Label = { kind, same: state === 'confirmed', band, weight, engineVersion, evidence };
    await tx.sql('INSERT INTO match_labels (match_id, dossier_id, label, decided_at) VALUES ($1, $2, $3, $4)', [
      id,
      requestId,
      await tx.vault.seal(requestId, labelPlace(id), label),
      tx.now,
    ]);
  }
}

/** All labels that can still be opened. */
export async function readLabels(tx: Transaction): Promise<Label[]> {
  const rows = await tx.sql<{ match_id: MatchId; dossier_id: DossierId; label: Buffer }>(
    'SELECT match_id, dossier_id, label FROM match_labels ORDER BY match_id',
  );
  await tx.vault.unlock(rows.map(({ dossier_id }) => dossier_id));
  const labels: Label[] = [];
  for (const { match_id, dossier_id, label } of rows)
    try {
      labels.push(await tx.vault.open<Label>(dossier_id, labelPlace(match_id), label));
    } catch (error) {
      // The case was erased.
      if (!(error instanceof DataKeyDestroyed)) throw error;
    }
  return labels;
}
