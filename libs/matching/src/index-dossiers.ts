import { Injectable } from '@nestjs/common';
import { Consent } from '#libs/consent';
import type { Lane, Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { SearchIndex } from './search-index.js';
import { MATCH_SIDES } from './search-keys.js';
import { Sides } from './sides.js';
import { WithdrawProposals } from './withdraw-proposals.js';

/** Brings the search index in step with what dossiers say now, whatever happened to them. */
@Injectable()
export class IndexDossiers {
  constructor(
    private readonly sides: Sides,
    private readonly index: SearchIndex,
    private readonly consent: Consent,
    private readonly proposals: WithdrawProposals,
  ) {}

  /**
   * Whoever may be looked for is indexed by what is known of them now; who may not any more leaves the index, and open
   * proposals about them end. The search follows in a transaction of its own: when it runs, the keys are committed, so
   * two records saved at the same moment cannot miss each other.
   * @param again search even for those of whom nothing changed
   */
  async bringInStep(tx: Transaction, dossierIds: readonly DossierId[], lane: Lane, again = false): Promise<void> {
    if (dossierIds.length === 0) return;
    // Before anything is read: of two who bring one dossier in step at once, the later goes by what the earlier left. Otherwise one
    // that read before somebody was missing again could take them out of the index after the other had found them in it.
    await tx.sql('SELECT 1 FROM dossiers WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE', [dossierIds]);
    const indexed = await tx.sql<{ person_id: PersonId }>(
      'SELECT person_id FROM match_keys WHERE dossier_id = ANY ($1)',
      [dossierIds],
    );
    const found = await this.sides.inDossiers(tx, dossierIds);
    const everyone = MATCH_SIDES.flatMap((side) => found[side].map(({ personId }) => personId));
    const permitted = await this.consent.covering(tx, everyone, 'match-within-society');
    const gone = indexed.flatMap(({ person_id }) => (permitted.has(person_id) ? [] : person_id));
    await this.index.remove(tx, gone);
    await this.proposals.about(tx, gone);
    for (const side of MATCH_SIDES) {
      const persons = found[side].filter(({ personId }) => permitted.has(personId));
      const changed = await this.index.write(
        tx,
        side,
        persons.map(({ personId, dossier, profile }) => ({ personId, dossierId: dossier.id, profile })),
      );
      const search = again ? persons.map(({ personId }) => personId) : changed;
      if (search.length > 0) tx.outbox.emit('matching.persons-indexed', { side, personIds: search.join(',') }, lane);
    }
  }
}
