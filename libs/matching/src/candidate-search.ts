import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import {
  compareRead,
  ENGINE_VERSION,
  readPerson,
  type Comparison,
  type Model,
  type PersonProfile,
} from '#libs/linkage';
import { MatchingModel } from './matching-model.js';
import { rankCandidates, type Posting, type Ranked } from './rank-candidates.js';
import { SearchIndex, type Candidate } from './search-index.js';
import { keysVersion, SearchKeys, type MatchSide, type SearchKey } from './search-keys.js';

/** Somebody to be looked for on another side. */
export interface Search {
  dossierId: DossierId;
  profile: PersonProfile;
}

export interface Hit {
  personId: PersonId;
  dossierId: DossierId;
  comparison: Comparison;
  /** For the order of hits alone: the weight, and a little of how rare here is what the two share. */
  standing: number;
}

/** How many candidates are opened and compared, step by step; a step is taken only where it may still change what is shown. */
const STEPS = [12, 48, 120, 240] as const;
/** Fewer candidates than these from exact keys: keys one slip away are tried too. */
const FEW = 8;
/** A strong hit this many bits of shared keys above the rest ends the search: going on brought nobody else to the top. */
const FAR_BEHIND = 5;
/**
 * The engine's weight is the same everywhere and knows no names of this deployment; shared keys tell how rare a name, a mother, a
 * place are here. This much of their bits settles who of two near equals comes first (100,000 invented persons: true one first .872
 * without, .905 with it).
 */
const RARITY_HERE = 0.1;

/** Opens the persons of one side whom an older version of the engine read. */
export type OpenInFull = (
  tx: Transaction,
  side: MatchSide,
  ids: readonly PersonId[],
) => Promise<Map<PersonId, PersonProfile>>;

/** Finds whom a person may be: blinded keys first, then the best few opened and compared. */
@Injectable()
export class CandidateSearch {
  constructor(
    private readonly keys: SearchKeys,
    private readonly index: SearchIndex,
    private readonly matching: MatchingModel,
  ) {}

  /**
   * For each search the persons of that side who were worth comparing, best first; the searcher's own dossier is left out.
   * Many searches at once take as many statements as one.
   */
  async find(
    tx: Transaction,
    side: MatchSide,
    searches: readonly Search[],
    openInFull: OpenInFull = () => Promise.resolve(new Map<PersonId, PersonProfile>()),
  ): Promise<Hit[][]> {
    const { population, otherVersions } = await this.index.searched(tx, side);
    const versions = [
      ENGINE_VERSION,
      ...otherVersions.filter((version) => keysVersion(version) !== keysVersion(ENGINE_VERSION)),
    ];
    const ranked = await this.rank(tx, side, searches, population, versions);
    const runs = searches.map((search, at) => new Run(search, ranked[at]!, population, this.matching.model));
    for (const most of STEPS) {
      const wanted = [...new Set(runs.flatMap((run) => run.wants(most)))];
      if (wanted.length === 0) break;
      const opened = await this.index.open(tx, wanted);
      const unread = opened.filter(({ person }) => !person);
      if (unread.length > 0) {
        const profiles = await openInFull(
          tx,
          side,
          unread.map(({ personId }) => personId),
        );
        for (const candidate of unread) {
          const profile = profiles.get(candidate.personId);
          if (profile) candidate.person = readPerson(profile);
        }
      }
      const candidates = new Map(opened.map((candidate) => [candidate.handle, candidate]));
      for (const run of runs) run.compare(candidates, most);
    }
    return runs.map((run) => run.hits());
  }

  private async rank(
    tx: Transaction,
    side: MatchSide,
    searches: readonly Search[],
    population: number,
    versions: readonly string[],
  ): Promise<Ranked[][]> {
    const exact = searches.map(({ profile }) => versions.flatMap((version) => this.keys.exact(profile, side, version)));
    const found = await this.postings(tx, exact);
    const ranked = exact.map((own) => rankCandidates(own, pick(found, own), population));
    const few = ranked.flatMap((list, at) => (list.length < FEW ? [at] : []));
    if (few.length === 0) return ranked;
    const near = few.map((at) => versions.flatMap((version) => this.keys.near(searches[at]!.profile, side, version)));
    const foundNear = await this.postings(tx, near);
    for (const [which, at] of few.entries()) {
      const postings = [...pick(found, exact[at]!), ...pick(foundNear, near[which]!)];
      ranked[at] = rankCandidates(exact[at]!, postings, population);
    }
    return ranked;
  }

  private async postings(tx: Transaction, keys: readonly (readonly SearchKey[])[]): Promise<Map<string, Posting>> {
    const postings = await this.index.postings(tx, keys.flat(), keys.length);
    return new Map(postings.map((posting) => [posting.key, posting]));
  }
}

function pick(found: ReadonlyMap<string, Posting>, own: readonly SearchKey[]): Posting[] {
  return own.flatMap(({ key }) => found.get(key) ?? []);
}

/** One search on its way: who was compared, and whether going on is worth it. */
class Run {
  private compared = 0;
  private done = false;
  private readonly found: (Hit & { score: number })[] = [];

  constructor(
    private readonly search: Search,
    private readonly ranked: readonly Ranked[],
    private readonly population: number,
    private readonly model: Model,
  ) {}

  wants(most: number): number[] {
    return this.done ? [] : this.ranked.slice(this.compared, most).map(({ handle }) => handle);
  }

  compare(candidates: ReadonlyMap<number, Candidate>, most: number): void {
    if (this.done) return;
    for (const { handle, score } of this.ranked.slice(this.compared, most)) {
      const candidate = candidates.get(handle);
      if (!candidate?.person || candidate.dossierId === this.search.dossierId) continue;
      const comparison = compareRead(readPerson(this.search.profile), candidate.person, this.model, this.population);
      const { personId, dossierId } = candidate;
      const standing = comparison.weight + RARITY_HERE * score;
      this.found.push({ personId, dossierId, comparison, standing, score });
    }
    this.compared = Math.min(most, this.ranked.length);
    this.done = this.compared === this.ranked.length || this.enough();
  }

  hits(): Hit[] {
    return this.found.sort((a, b) => b.standing - a.standing || (a.personId < b.personId ? -1 : 1));
  }

  /** Whoever comes next shares so much less than the best, who is strong, that they cannot come before. */
  private enough(): boolean {
    const next = this.ranked[this.compared];
    return this.found.some(
      ({ comparison, score }) => comparison.band === 'strong' && next && score - next.score > FAR_BEHIND,
    );
  }
}
