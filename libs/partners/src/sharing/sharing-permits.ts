import { Injectable } from '@nestjs/common';
import { Consent, PermitRefused, type DataCategory, type PermitRefusal, type UseOptions } from '#libs/consent';
import type { Transaction } from '#libs/database';
import type { Id, PersonId } from '#libs/kernel';
import type { SharedField } from '../protocol/index.js';
import type { Partner } from '../registry/partner.entity.js';
import { recipientOf } from './partner-terms.js';
import { categoriesOf, wishesFor } from './shared-fields.js';
import type { Disclosure, DisclosurePerson } from './sharing.entities.js';

/** What stands behind a transfer: the agreement of everybody in it, and the wish where it tells fate, place or contact. */
export interface Backing {
  'permit-granted': boolean;
  'person-wishes-it': boolean;
}

type What = Pick<Disclosure, 'purpose' | 'restrictionsRead'> & {
  fields: readonly SharedField[];
  fileCategories?: readonly DataCategory[];
};

/** Asks the consent lib about transfers to partners. */
@Injectable()
export class SharingPermits {
  constructor(private readonly consent: Consent) {}

  /** Without leaving a permit: for preparing, and approving. */
  async backing(tx: Transaction, persons: readonly PersonId[], what: What, partner: Partner): Promise<Backing> {
    const refusal = await this.refusal(tx, persons, what, partner);
    return {
      'permit-granted': refusal === undefined,
      'person-wishes-it': await this.isWished(tx, persons[0]!, what),
    };
  }

  /** Why it would be refused now to somebody in it. */
  async refusal(
    tx: Transaction,
    persons: readonly PersonId[],
    what: What,
    partner: Partner,
  ): Promise<PermitRefusal | undefined> {
    for (const [at, id] of persons.entries()) {
      const refusal = await this.consent.refusal(tx, id, what.purpose, useOf(what, partner, at === 0));
      if (refusal) return refusal;
    }
    return undefined;
  }

  /**
   * The permits of everybody in it, in the transaction that sends; nothing where one is refused.
   * @returns the permit of the person whom it is about
   */
  async take(
    tx: Transaction,
    disclosure: Disclosure,
    persons: readonly DisclosurePerson[],
    partner: Partner,
  ): Promise<Id<'permit'> | undefined> {
    let first: Id<'permit'> | undefined;
    try {
      for (const person of persons) {
        const main = person.personId === disclosure.personId;
        const subject = { id: person.personId, dossierId: person.dossierId };
        const permit = await this.consent.permit(tx, subject, disclosure.purpose, useOf(disclosure, partner, main));
        await tx.sql('UPDATE disclosure_persons SET permit_id = $3 WHERE disclosure_id = $1 AND person_id = $2', [
          person.disclosureId,
          person.personId,
          permit.id,
        ]);
        if (main) first = permit.id;
      }
    } catch (error) {
      if (error instanceof PermitRefused) return undefined;
      throw error;
    }
    return first;
  }

  /** Asked while the request is under way: whoever wants to take it back waits until it is over. */
  async stillCovered(
    tx: Transaction,
    disclosure: Disclosure,
    persons: readonly DisclosurePerson[],
    partner: Partner,
  ): Promise<boolean> {
    for (const { personId } of persons) {
      const use = useOf(disclosure, partner, personId === disclosure.personId);
      if (!(await this.consent.stillCovers(tx, personId, disclosure.purpose, use))) return false;
    }
    return this.isWished(tx, disclosure.personId!, disclosure);
  }

  private async isWished(tx: Transaction, personId: PersonId, { fields }: What): Promise<boolean> {
    for (const wish of wishesFor(fields))
      if (!(await this.consent.covers(tx, personId, wish, { recipient: { class: 'family' } }))) return false;
    return true;
  }
}

/** Somebody beside the person it is about is in it by name and relation alone. */
function useOf({ fields, fileCategories, restrictionsRead }: What, partner: Partner, main: boolean): UseOptions {
  return {
    recipient: recipientOf(partner),
    categories: main ? categoriesOf(fields, fileCategories) : ['identity', 'family'],
    ...(restrictionsRead && { restrictionsRead }),
  };
}
