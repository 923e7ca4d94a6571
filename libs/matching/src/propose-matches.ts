import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Consent } from '#libs/consent';
import type { DomainEvent, Transaction } from '#libs/database';
import { newId, type PersonId } from '#libs/kernel';
import { compare, ENGINE_VERSION, type Comparison } from '#libs/linkage';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { next } from '#libs/workflow';
import {
  matchPlace,
  PotentialMatch,
  type EvidenceLine,
  type RegisteredValues,
  type SoughtValues,
} from './potential-match.entity.js';
import { potentialMatchWorkflow } from './potential-match.workflow.js';
import { SearchKeys, type MatchSide } from './search-keys.js';
import { Sides, type RegisteredSide, type SoughtSide } from './sides.js';

/** Most proposals one search makes: a reviewer's day is short, and the best come first. */
const MOST_PROPOSALS = 10;

interface Pair {
  sought: SoughtSide;
  registered: RegisteredSide;
  comparison: Comparison;
}

/** Looks for the other side of a person whose keys have changed and proposes whom they may be, with the reasons. */
@Injectable()
@HandlesEvents({ name: 'matching.propose-matches', topics: ['matching.person-indexed'] })
export class ProposeMatches implements EventHandler {
  constructor(
    private readonly sides: Sides,
    private readonly keys: SearchKeys,
    private readonly consent: Consent,
  ) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const pairs = await this.pairs(tx, payload.side as MatchSide, payload.personId as PersonId);
    const worthwhile = pairs
      .filter(({ comparison }) => comparison.band !== undefined)
      .sort((a, b) => b.comparison.weight - a.comparison.weight);
    for (const pair of worthwhile.slice(0, MOST_PROPOSALS)) await this.propose(tx, pair);
  }

  private async pairs(tx: Transaction, side: MatchSide, personId: PersonId): Promise<Pair[]> {
    if (side === 'sought') {
      const [sought] = await this.sides.sought(tx, [personId]);
      if (!sought) return [];
      const candidates = await this.sides.registered(tx, await this.keys.candidates(tx, 'registered', sought.profile));
      return candidates.map((registered) => pairOf(sought, registered));
    }
    const [registered] = await this.sides.registered(tx, [personId]);
    if (!registered) return [];
    const candidates = await this.sides.sought(tx, await this.keys.candidates(tx, 'sought', registered.profile));
    return candidates.map((sought) => pairOf(sought, registered));
  }

  private async propose(tx: Transaction, pair: Pair): Promise<void> {
    const { sought, registered, comparison } = pair;
    const fingerprint = fingerprintOf(comparison);
    const existing = await tx.of(PotentialMatch).find({ soughtId: sought.personId, registeredId: registered.personId });
    // People have this pair in hand, or rejected it on this very evidence.
    if (existing && (existing.fingerprint === fingerprint || !['proposed', 'rejected'].includes(existing.state)))
      return;
    const permitted =
      (await this.consent.covers(tx, sought.personId, 'match-within-society')) &&
      (await this.consent.covers(tx, registered.personId, 'match-within-society'));
    if (!permitted) return;
    await this.consent.permit(tx, { id: sought.personId, dossierId: sought.dossier.id }, 'match-within-society');
    await this.consent.permit(
      tx,
      { id: registered.personId, dossierId: registered.dossier.id },
      'match-within-society',
    );
    const { to, transition } = next(potentialMatchWorkflow, 'none', 'propose', 'system', {
      'permit-for-matching-on-both-sides': permitted,
      'not-suppressed': existing?.rejectedFingerprint !== fingerprint,
    });

    const id = existing?.id ?? newId<'potential-match'>();
    const match = tx.of(PotentialMatch).create({
      ...(existing ?? {
        id,
        soughtId: sought.personId,
        requestId: sought.dossier.id,
        registeredId: registered.personId,
        registrationId: registered.dossier.id,
      }),
      ...noReviews,
      state: to,
      needsBoth: [sought, registered].some(({ dossier }) => dossier.sensitivity === 'protected'),
      needsChildSpecialist: sought.mayBeChild || registered.mayBeChild,
      band: comparison.band,
      probability: comparison.probability,
      weight: comparison.weight,
      prior: comparison.prior,
      engineVersion: ENGINE_VERSION,
      evidence: linesOf(comparison),
      fingerprint,
      soughtValues: await tx.vault.seal(sought.personId, matchPlace(id, 'sought_values'), soughtValuesOf(pair)),
      registeredValues: await tx.vault.seal(
        registered.personId,
        matchPlace(id, 'registered_values'),
        registeredValuesOf(pair),
      ),
      proposedAt: tx.now,
    });
    if (existing) await tx.of(PotentialMatch).save(match);
    // The other direction may have proposed the pair in this very moment.
    else if (!(await insertUnlessThere(tx, match))) return;
    for (const dossier of [sought.dossier, registered.dossier])
      tx.audit.record(transition.emits, { type: 'dossier', id: dossier.id }, { match: id, band: match.band });
    tx.outbox.emit(transition.emits, { matchId: id });
  }
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

function pairOf(sought: SoughtSide, registered: RegisteredSide): Pair {
  return { sought, registered, comparison: compare(sought.profile, registered.profile) };
}

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
    relation,
    values: comparison.evidence.map(({ left }) => left ?? null),
    readings: comparison.evidence.map(({ reading }) => reading ?? null),
  };
}

function registeredValuesOf({ registered, comparison }: Pair): RegisteredValues {
  const { reference, name, kind, place } = registered;
  return {
    reference,
    name,
    kind,
    ...(place && { place }),
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
