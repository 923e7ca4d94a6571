import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt } from '#libs/database';
import type { DossierId, StaffActor } from '#libs/kernel';
import { People } from '#libs/people';
import { keepChange } from './registration-change.entity.js';
import type { WantsContact } from './registration-details.js';
import { concernsChild, said, stepOn } from './take-step.js';

export interface ContactWish {
  wantsContact: WantsContact;
  /** In the person's own words. */
  words?: string;
  /** Who was with a child when it was asked. */
  withWhom?: string;
}

/** What a registered person wants: "no" is as good an answer as "yes", and can be changed. */
@Injectable()
export class ContactWishes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
  ) {}

  /** @throws GuardNotMet, StaleVersion */
  record(id: DossierId, wish: ContactWish, version: number, by: StaffActor): Promise<Receipt> {
    const { wantsContact, words, withWhom } = wish;
    return stepOn(
      this.unitOfWork,
      { id, version, by, action: 'record-wishes' },
      async (tx, registration) => ({
        'can-be-asked': registration.kind !== 'unidentified-deceased',
        'child-asked-by-specialist':
          by.role === 'child-protection-specialist' ||
          said(withWhom) ||
          !(await concernsChild(tx, this.people, registration)),
      }),
      async (tx, registration) => {
        registration.wantsContact = wantsContact;
        await keepChange(tx, id, 'wishes', { ...(words && { words }), ...(withWhom && { withWhom }) });
      },
    );
  }
}
