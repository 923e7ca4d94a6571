import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { mayBeChild, People } from '#libs/people';
import { GuardNotMet, type Reason } from '#libs/workflow';
import { ACCEPTANCE_RULES } from './acceptance-rules.js';
import { unmetAcceptanceRules, type AcceptanceRules, type Unmet } from './acceptance.js';
import { Interviews } from './interviews.js';
import type { TracingRequest } from './tracing-request.entity.js';

const GUARD = 'acceptance-rules-met';

/** Holds a request against the Society's rules. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly interviews: Interviews,
    private readonly people: People,
    @Inject(ACCEPTANCE_RULES) private readonly rules: AcceptanceRules,
  ) {}

  async unmet(tx: Transaction, { id }: TracingRequest): Promise<Unmet[]> {
    const sought = await this.interviews.readSought(tx, id);
    const details = await this.people.details(
      tx,
      sought.map(({ row }) => row.id),
    );
    return unmetAcceptanceRules(
      this.rules,
      sought.map(({ row, circumstances }) => {
        const known = details.get(row.id);
        return { relation: row.relation, circumstances, mayBeChild: known ? mayBeChild(known, tx.now) : false };
      }),
      tx.now,
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
