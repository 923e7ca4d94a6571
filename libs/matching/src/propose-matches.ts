import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Consent } from '#libs/consent';
import type { DomainEvent, Transaction } from '#libs/database';
import { newId, type PersonId } from '#libs/kernel';
import { compare, ENGINE_VERSION, type Comparison, type Model } from '#libs/linkage';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { next } from '#libs/workflow';
import { CandidateSearch, type Hit } from './candidate-search.js';
import { MatchingModel } from './matching-model.js';
import { DIRECTIONS, WORTH_PROPOSING, type Direction, type PairKind } from './pair-kinds.js';
import {
  matchPlace,
  PotentialMatch,
  type EvidenceLine,
  type RegisteredValues,
  type SoughtValues,
} from './potential-match.entity.js';
import { potentialMatchWorkflow, type PotentialMatchState } from './potential-match.workflow.js';
import { SearchIndex } from './search-index.js';
import type { MatchSide } from './search-keys.js';
import { Sides, type Side } from './sides.js';

/** Most proposals one search makes: a reviewer's day is short, and the best come first. */
const MOST_PROPOSALS = 10;

/** What may be proposed once more, on new evidence or after it ended by itself; the rest is in people's hands. */
const PROPOSABLE: readonly PotentialMatchState[] = ['proposed', 'rejected', 'superseded'];

interface Pair {
  kind: PairKind;
  sought: Side;
  other: Side;
  comparison: Comparison;
}

/** Looks for the other side of persons whose keys have changed and proposes whom they may be, with the reasons. */
@Injectable()
@HandlesEvents({ name: 'matching.propose-matches', topics: ['matching.persons-indexed'] })
export class ProposeMatches implements EventHandler {
  constructor(
    private readonly sides: Sides,
    private readonly index: SearchIndex,
    private readonly search: CandidateSearch,
    private readonly consent: Consent,
    private readonly matching: MatchingModel,
  ) {}

  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    await this.handleTogether(tx, [event]);
  }

  async handleTogether(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
    for (const from of new Set(events.map(({ payload }) => payload.side as MatchSide))) {
      const indexed = events.filter(({ payload }) => payload.side === from);
      const ids = new Set(indexed.flatMap(({ payload }) => payload.personIds!.split(',') as PersonId[]));
      const searchers = await this.sides.of(tx, from, [...ids]);
      for (const direction of DIRECTIONS.filter((one) => one.from === from)) await this.look(tx, direction, searchers);
    }
  }

  private async look(tx: Transaction, direction: Direction, searchers: readonly Side[]): Promise<void> {
    if (searchers.length === 0) return;
    const searches = searchers.map(({ dossier, profile }) => ({ dossierId: dossier.id, profile }));
    const hits = await this.search.find(tx, direction.on, searches, async (inner, side, ids) =>
      profilesOf(await this.sides.of(inner, side, ids)),
    );
    const best = hits.map((found) => worthwhile(found, direction.kind));
    const ids = [...new Set(best.flat().map(({ personId }) => personId))];
    if (ids.length === 0) return;
    const [sides, population] = await tx.together(
      this.sides.of(tx, direction.on, ids),
      this.index.population(tx, direction.on),
    );
    const opened = new Map(sides.map((side) => [side.personId, side]));
    for (const [at, searcher] of searchers.entries())
      for (const { personId, standing } of best[at]!) {
        const hit = opened.get(personId);
        if (hit) await this.propose(tx, pairOf(direction, searcher, hit, this.matching.model, population), standing);
      }
  }

  private async propose(tx: Transaction, pair: Pair, standing: number): Promise<void> {
    const { kind, sought, other, comparison } = pair;
    if (comparison.band === undefined) return;
    const fingerprint = fingerprintOf(comparison);
    const people = [sought, other].map(({ personId: id, dossier }) => ({ id, dossierId: dossier.id }));
    const [existing, covered] = await tx.together(
      tx.of(PotentialMatch).find({ soughtId: sought.personId, registeredId: other.personId }),
      this.consent.covering(
        tx,
        people.map(({ id }) => id),
        'match-within-society',
      ),
    );
    // People have this pair in hand, or rejected it on this very evidence.
    if (existing && !mayBeProposedAgain(existing, fingerprint)) return;
    const permitted = people.every(({ id }) => covered.has(id));
    if (!permitted) return;
    for (const person of people) await this.consent.permit(tx, person, 'match-within-society');
    const { to, transition } = next(potentialMatchWorkflow, 'none', 'propose', 'system', {
      'permit-for-matching-on-both-sides': permitted,
      'not-suppressed': existing?.rejectedFingerprint !== fingerprint,
    });

    const id = existing?.id ?? newId<'potential-match'>();
    const match = tx.of(PotentialMatch).create({
      ...(existing ?? {
        id,
        kind,
        soughtId: sought.personId,
        requestId: sought.dossier.id,
        registeredId: other.personId,
        registrationId: other.dossier.id,
        supervision: null,
      }),
      ...noReviews,
      state: to,
      needsBoth: [sought, other].some(({ dossier }) => dossier.sensitivity === 'protected'),
      needsChildSpecialist: sought.mayBeChild || other.mayBeChild,
      band: comparison.band,
      probability: comparison.probability,
      weight: comparison.weight,
      prior: comparison.prior,
      standing,
      engineVersion: this.matching.version,
      evidence: linesOf(comparison),
      fingerprint,
      soughtValues: await tx.vault.seal(sought.personId, matchPlace(id, 'sought_values'), soughtValuesOf(pair)),
      registeredValues: await tx.vault.seal(other.personId, matchPlace(id, 'registered_values'), otherValuesOf(pair)),
      proposedAt: tx.now,
    });
    if (existing) await tx.of(PotentialMatch).save(match);
    // The other direction may have proposed the pair in this very moment.
    else if (!(await insertUnlessThere(tx, match))) return;
    for (const dossier of [sought.dossier, other.dossier])
      tx.audit.record(transition.emits, { type: 'dossier', id: dossier.id }, { match: id, band: comparison.band });
    tx.outbox.emit(transition.emits, { matchId: id });
  }
}

function profilesOf(sides: readonly Side[]) {
  return new Map(sides.map(({ personId, profile }) => [personId, profile]));
}

function worthwhile(hits: readonly Hit[], kind: PairKind): Hit[] {
  return hits
    .filter(({ comparison: { band } }) => band !== undefined && WORTH_PROPOSING[kind].includes(band))
    .slice(0, MOST_PROPOSALS);
}

function mayBeProposedAgain({ state, fingerprint, rejectedFingerprint }: PotentialMatch, now: string): boolean {
  if (!PROPOSABLE.includes(state) || rejectedFingerprint === now) return false;
  return state !== 'proposed' || fingerprint !== now;
}

/** The sought person first; of two sought ones, whoever was told of first. */
function pairOf({ from, kind }: Direction, searcher: Side, hit: Side, model: Model, population: number): Pair {
  const searcherFirst = kind === 'same-sought' ? searcher.personId < hit.personId : from === 'sought';
  const [sought, other] = searcherFirst ? [searcher, hit] : [hit, searcher];
  return { kind, sought, other, comparison: compare(sought.profile, other.profile, model, population) };
}

const noReviews = {
  firstReviewerId: null,
  firstReview: null,
  firstReviewedAt: null,
  secondReviewerId: null,
  secondReview: null,
  secondReviewedAt: null,
  askedFor: null,
};

function linesOf({ evidence }: Comparison): EvidenceLine[] {
  return evidence.map(({ field, level, reason, weight }) => ({ field, level, reason, weight }));
}

/** Over codes, weights and values: any change of the evidence changes it, and it gives nothing of it away. */
function fingerprintOf({ evidence }: Comparison): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        ENGINE_VERSION,
        evidence.map(({ field, level, reason, weight }) => [field, level, reason, weight]),
      ]),
    )
    .digest('hex');
}

function soughtValuesOf({ sought, comparison }: Pair): SoughtValues {
  const { reference, name, relation } = sought;
  return {
    reference,
    name,
    relation: relation ?? 'other',
    values: comparison.evidence.map(({ left }) => left ?? null),
    readings: comparison.evidence.map(({ reading }) => reading ?? null),
  };
}

function otherValuesOf({ other, comparison }: Pair): RegisteredValues {
  const { reference, name, kind, place, relation } = other;
  return {
    reference,
    name,
    ...(kind && { kind }),
    ...(place && { place }),
    ...(relation && { relation }),
    values: comparison.evidence.map(({ right }) => right ?? null),
  };
}

async function insertUnlessThere(tx: Transaction, match: PotentialMatch): Promise<boolean> {
  const inserted = await tx
    .of(PotentialMatch)
    .query('match')
    .insert()
    .values(match)
    .orIgnore()
    .returning('id')
    .execute();
  return (inserted.raw as unknown[]).length > 0;
}
