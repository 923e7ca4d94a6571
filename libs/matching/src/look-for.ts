import { Injectable } from '@nestjs/common';
import { Consent } from '#libs/consent';
import type { Transaction } from '#libs/database';
import type { DossierId } from '#libs/kernel';
import { compare, type Comparison, type PersonProfile } from '#libs/linkage';
import { CandidateSearch } from './candidate-search.js';
import { MatchingModel } from './matching-model.js';
import { WORTH_PROPOSING, type PairKind } from './pair-kinds.js';
import { SearchIndex } from './search-index.js';
import { MATCH_SIDES, SearchKeys, type KeyTag, type MatchSide } from './search-keys.js';
import { Sides, type Side } from './sides.js';

/** Most likenesses on each side. */
const MOST = 5;

/** What it would mean to find the person there. */
const MEANS: Readonly<Record<MatchSide, PairKind>> = {
  registered: 'registration',
  sought: 'same-sought',
  enquirer: 'seeking-each-other',
};

/** Keys by which one person is told again however they are asked about: two of their names, a telephone, a document. */
const MARKS: ReadonlySet<KeyTag> = new Set(['nn', 'ph', 'dc']);

/** Somebody of ours who may be the person that was asked about: `left` in the evidence is theirs, `right` is ours. */
export interface Likeness {
  side: MatchSide;
  found: Side;
  comparison: Comparison;
}

/** Looks for somebody who stands in none of our records: whom a partner asks about. Proposes, and decides nothing. */
@Injectable()
export class LookFor {
  constructor(
    private readonly search: CandidateSearch,
    private readonly keys: SearchKeys,
    private readonly index: SearchIndex,
    private readonly sides: Sides,
    private readonly consent: Consent,
    private readonly matching: MatchingModel,
  ) {}

  /** Those on every side whose data may be used for it, best first on each. @param dossierId where the question lies */
  async likely(tx: Transaction, dossierId: DossierId, profile: PersonProfile): Promise<Likeness[]> {
    const found: Likeness[] = [];
    for (const side of MATCH_SIDES) found.push(...(await this.on(tx, side, dossierId, profile)));
    return found;
  }

  /** What two questions about one person have in common, blinded: for telling that somebody tries many variants. */
  marks(profile: PersonProfile): bigint[] {
    const keys = this.keys.exact(profile, 'sought').filter(({ tag }) => MARKS.has(tag));
    return keys.map(({ key }) => BigInt(key));
  }

  private async on(
    tx: Transaction,
    side: MatchSide,
    dossierId: DossierId,
    profile: PersonProfile,
  ): Promise<Likeness[]> {
    const [hits] = await this.search.find(tx, side, [{ dossierId, profile }], async (inner, on, ids) => {
      const read = await this.sides.of(inner, on, ids);
      return new Map(read.map(({ personId, profile: theirs }) => [personId, theirs]));
    });
    const worth = WORTH_PROPOSING[MEANS[side]];
    const best = hits!.filter(({ comparison: { band } }) => band && worth.includes(band)).slice(0, MOST);
    const ids = best.map(({ personId }) => personId);
    const covered = await this.consent.covering(tx, ids, 'match-within-society');
    const opened = new Map((await this.sides.of(tx, side, ids)).map((one) => [one.personId, one]));
    const population = await this.index.population(tx, side);
    return ids.flatMap((id): Likeness[] => {
      const found = covered.has(id) && opened.get(id);
      if (!found) return [];
      return [{ side, found, comparison: compare(profile, found.profile, this.matching.model, population) }];
    });
  }
}
