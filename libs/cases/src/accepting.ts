import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { mayBeChild, People, type KnownPerson } from '#libs/people';
import { GuardNotMet, type Reason } from '#libs/workflow';
import { ACCEPTANCE_RULES } from './acceptance-rules.js';
import { unmetAcceptanceRules, type AcceptanceRules, type Unmet } from './acceptance.js';
import { Interviews, type Sought } from './interviews.js';

const GUARD = 'acceptance-rules-met';

/** Holds a request against the Society's rules. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly interviews: Interviews,
    private readonly people: People,
    @Inject(ACCEPTANCE_RULES) private readonly rules: AcceptanceRules,
  ) {}

  /** @param dossierId of the request */
  async unmet(tx: Transaction, dossierId: DossierId): Promise<Unmet[]> {
    const [people, sought] = await tx.together(
      this.people.ofDossiers(tx, dossierId),
      this.interviews.readSought(tx, dossierId),
    );
    return this.unmetBy(sought, people, tx.now);
  }

  unmetBy(sought: readonly Sought[], people: ReadonlyMap<PersonId, KnownPerson>, now: Date): Unmet[] {
    return unmetAcceptanceRules(
      this.rules,
      sought.map(({ row, circumstances }) => {
        const known = people.get(row.id);
        return { relation: row.relation, circumstances, mayBeChild: known ? mayBeChild(known.details, now) : false };
      }),
      now,
    );
  }

  /** Puts the rules that are not met, one by one, where a step would only say that the rules are not met. */
  async explaining(unmet: readonly Unmet[], step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (error instanceof GuardNotMet) throw new GuardNotMet(explained(error.violations, unmet));
      throw error;
    }
  }
}

/** @param unmet the rules of acceptance that are not met */
export function explained(reasons: readonly Reason[], unmet: readonly Unmet[]): Reason[] {
  return reasons.flatMap((reason) => (reason.code === GUARD && unmet.length > 0 ? [...unmet] : [reason]));
}
