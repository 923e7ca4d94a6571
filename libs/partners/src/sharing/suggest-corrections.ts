import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier } from '#libs/access';
import { TracingRequest } from '#libs/cases';
import type { DomainEvent, Transaction } from '#libs/database';
import { daysAfter, type DossierId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import { filesOf } from './choose-files.js';
import { personsIn } from './disclosures.js';
import { ReadTellable } from './read-tellable.js';
import { announced } from './send-files.js';
import { Disclosure } from './sharing.entities.js';
import { digestOf, tellPerson } from './tell-person.js';

const DAYS_TO_CORRECT = 3;
const HELD_THERE: readonly Disclosure['state'][] = ['received', 'accepted'];

/** A record has changed: where a partner holds what it said before, somebody is asked to set that right over there. */
@Injectable()
@HandlesEvents({
  name: 'partners.suggest-corrections',
  topics: ['cases.interview-corrected', 'cases.interview-saved', 'registrations.registration-changed'],
})
export class SuggestCorrections implements EventHandler {
  constructor(
    private readonly tellable: ReadTellable,
    private readonly tasks: Tasks,
  ) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const { requestId, registrationId } = payload;
    const dossierId = (requestId ?? registrationId) as DossierId;
    const held = await tx.of(Disclosure).all({ dossierId, state: In([...HELD_THERE]) });
    for (const one of held.filter(({ corrects }) => !corrects))
      if (await this.saysOtherwise(tx, one, held)) await this.suggest(tx, one);
  }

  /** Would the same fields say something else now than what was told last? */
  private async saysOtherwise(tx: Transaction, one: Disclosure, held: readonly Disclosure[]): Promise<boolean> {
    const from = await this.tellable.of(tx, one, await personsIn(tx, one));
    if (!from) return false;
    const corrections = held.filter(({ corrects }) => corrects === one.id).sort((a, b) => (a.id < b.id ? -1 : 1));
    const last = corrections.at(-1) ?? one;
    const files = announced(await filesOf(tx, last.id));
    return digestOf(tellPerson({ ...from, ...(files && { files }) }, one.fields)) !== last.digest;
  }

  private async suggest(tx: Transaction, { id: about, dossierId }: Disclosure): Promise<void> {
    const request = await tx.of(TracingRequest).find({ id: dossierId });
    const dossier = await tx.of(Dossier).findOrFail({ id: dossierId });
    const whose = request?.ownerId
      ? { owner: request.ownerId }
      : ({ role: 'caseworker', branch: dossier.branchId } as const);
    const due = daysAfter(tx.now, DAYS_TO_CORRECT);
    await this.tasks.open(tx, { kind: 'correct-disclosure', dossierId, about, ...whose, due });
  }
}
