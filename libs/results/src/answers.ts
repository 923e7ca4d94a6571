import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { SoughtPerson, type TracingRequest } from '#libs/cases';
import type { Transaction } from '#libs/database';
import { dayOf, type PersonId } from '#libs/kernel';
import { displayName, People } from '#libs/people';
import type { Answer } from './answer.js';
import { isNewsOfDeath, resultOf, timingOf, type Finding, type Timing } from './result-of.js';
import { Result, resultPlace, type ResultContent } from './result.entity.js';
import { answerPlace, RecordedAnswer } from './wishes.entity.js';
import type { Found } from './wishes.js';

/** A sought person with the newest answer, and what the enquirer would be told today. */
export interface Answered extends Finding {
  soughtId: PersonId;
  /** The name as the enquirer gave it. */
  sought: string;
  located: boolean;
  /** Newest version; 0 where there is none. */
  version: number;
  recorded?: RecordedAnswer;
  answer?: Answer;
}

/** Opens what located persons answered and makes of it, by rule, what may be told. */
@Injectable()
export class Answers {
  constructor(private readonly people: People) {}

  /** Whom a result is about: everybody whose newest answer the enquirer has not been told yet, and those still missing. */
  async toTell(tx: Transaction, request: TracingRequest): Promise<Answered[]> {
    const told = new Set<string>();
    for (const result of await tx.of(Result).all({ dossierId: request.id, state: 'delivered' }))
      for (const { soughtId, version } of (await contentOf(tx, result)).madeFrom) told.add(`${soughtId}:${version}`);
    const all = await this.of(tx, request);
    return all.filter(({ soughtId, located, version }) => !located || !told.has(`${soughtId}:${version}`));
  }

  /** Every sought person of the request, in the order they were told. */
  async of(tx: Transaction, request: TracingRequest): Promise<Answered[]> {
    const sought = (await tx.of(SoughtPerson).all({ dossierId: request.id })).sort((a, b) => a.position - b.position);
    const newest = await this.newest(
      tx,
      sought.map(({ id }) => id),
    );
    const details = await this.people.details(
      tx,
      sought.map(({ id }) => id),
    );
    const occasion = { enquirerId: request.enquirerId, today: dayOf(tx.now) };
    return Promise.all(
      sought.map(async ({ id, located, locatedAt }) => {
        const recorded = newest.get(id);
        // What was recorded before was said by somebody else, whom a wrong confirmation took for them.
        const theirs = recorded && located && locatedAt && recorded.recordedAt >= locatedAt;
        const answer = theirs ? await openAnswer(tx, recorded) : undefined;
        const known = details.get(id);
        const name = known ? displayName(known) : '';
        return {
          soughtId: id,
          sought: name,
          located,
          version: recorded?.wishesVersion ?? 0,
          ...(recorded && { recorded }),
          ...(answer && { answer }),
          ...resultOf(foundOf(answer), occasion, name),
        };
      }),
    );
  }

  /** The newest version of each person's answer. */
  private async newest(tx: Transaction, ids: readonly PersonId[]): Promise<Map<PersonId, RecordedAnswer>> {
    const rows = ids.length === 0 ? [] : await tx.of(RecordedAnswer).all({ soughtId: In([...ids]) });
    rows.sort((a, b) => a.wishesVersion - b.wishesVersion);
    return new Map(rows.map((row) => [row.soughtId, row]));
  }
}

export function openAnswer(tx: Transaction, { soughtId, wishesVersion, answer }: RecordedAnswer): Promise<Answer> {
  return tx.vault.open<Answer>(soughtId, answerPlace(soughtId, wishesVersion), answer);
}

function foundOf(answer: Answer | undefined): Found {
  if (!answer) return { kind: 'not-located' };
  if (answer.kind === 'died') return { kind: 'died' };
  return { kind: 'alive', wishes: answer.wishes, known: answer.known };
}

export function contentOf(tx: Transaction, { id, dossierId, content }: Result): Promise<ResultContent> {
  return tx.vault.open<ResultContent>(dossierId, resultPlace(id, 'content'), content);
}

export function timingOfAll(answered: readonly Answered[]): Timing {
  return timingOf(answered.map(({ sentence }) => sentence));
}

export function anyDeath(answered: readonly Answered[]): boolean {
  return isNewsOfDeath(answered.map(({ sentence }) => sentence));
}
