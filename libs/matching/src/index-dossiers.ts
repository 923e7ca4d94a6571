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
    const [, indexed, found] = await tx.together(
      // Before anything is read: of two who bring one dossier in step at once, the later goes by what the earlier left. Otherwise one
      // that read before somebody was missing again could take them out of the index after the other had found them in it.
      tx.sql('SELECT 1 FROM dossiers WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE', [dossierIds]),
      tx.sql<{ person_id: PersonId }>('SELECT person_id FROM match_keys WHERE dossier_id = ANY ($1)', [dossierIds]),
      this.sides.inDossiers(tx, dossierIds),
    );
    const everyone = MATCH_SIDES.flatMap((side) =>
      found[side].map(({ personId, dossier, profile }) => ({ side, personId, dossierId: dossier.id, profile })),
    );
    const ids = everyone.map(({ personId }) => personId);
    const [permitted, known] = await tx.together(
      this.consent.covering(tx, ids, 'match-within-society'),
      this.index.known(tx, ids),
    );
    const gone = indexed.flatMap(({ person_id }) => (permitted.has(person_id) ? [] : person_id));
    await this.index.remove(tx, gone);
    await this.proposals.about(tx, gone);
    const persons = everyone.filter(({ personId }) => permitted.has(personId));
    const changed = await this.index.write(tx, persons, known);
    for (const side of MATCH_SIDES) {
      const search = persons.filter((one) => one.side === side && (again || changed.has(one.personId)));
      const personIds = search.map(({ personId }) => personId).join(',');
      if (personIds) tx.outbox.emit('matching.persons-indexed', { side, personIds }, lane);
    }
  }
}
