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
import { MOST_POSTINGS, SearchIndex, type Candidate } from './search-index.js';
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

/**
 * Candidates are opened in steps: so many at least, so many at most, and as long as the chance that the one sought is among the rest
 * is above `rest`. From the second step on, which is taken only where nobody clear was found before, whoever shares a key one slip away
 * is among them. Among a million invented persons a search opens some twenty-seven on average, and four in the middle one.
 */
const FIRST_STEP: Step = { least: 2, most: 16, rest: 0.15 };
const FURTHER_STEPS: readonly Step[] = [
  { least: 12, most: 48, rest: 0.03 },
  { least: 12, most: 96, rest: 0.005, unless: -1 },
];
interface Step {
  least: number;
  most: number;
  rest: number;
  /** Bits: not worth taking where somebody as good was found. */
  unless?: number;
}
/** Bits: two of three such hits are the one sought. */
const CLEAR = 1;
/** A clear hit ends the search, unless there is such a chance left that somebody else is the one sought. */
const OPEN_QUESTION = 0.5;
/**
 * The engine's weight is the same everywhere and knows no names of this deployment; shared keys tell how rare a name, a mother, a
 * place are here. This much of their bits settles who of two near equals comes first.
 */
const RARITY_HERE = 0.4;

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
    const exact = searches.map(({ profile }) => this.keys.exact(profile, side));
    const { population, otherVersions, ...first } = await this.index.postings(
      tx,
      side,
      exact.flat(),
      MOST_POSTINGS.first * searches.length,
    );
    const others = otherVersions.filter((version) => keysVersion(version) !== keysVersion(ENGINE_VERSION));
    const older = searches.map(({ profile }) => others.flatMap((version) => this.keys.exact(profile, side, version)));
    const found = byKey([...first.postings, ...(await this.further(tx, side, older))]);
    const model = this.matching.model;
    const runs = searches.map((search, at) => {
      const own = [...exact[at]!, ...older[at]!];
      return new Run(search, own, pick(found, own), population, model);
    });
    await this.open(tx, side, runs, FIRST_STEP, openInFull);
    const unsure = runs.filter((run) => !run.done);
    if (unsure.length > 0) {
      const versions = [ENGINE_VERSION, ...others];
      const more = unsure.map(({ search: { profile }, own }) => [
        ...own.filter(({ key }) => !first.read.has(key) && !found.has(key)),
        ...versions.flatMap((version) => this.keys.near(profile, side, version)),
      ]);
      const foundMore = byKey(await this.further(tx, side, more));
      for (const [at, run] of unsure.entries()) run.knowMore(pick(foundMore, more[at]!));
      for (const step of FURTHER_STEPS) await this.open(tx, side, unsure, step, openInFull);
    }
    return runs.map((run) => run.hits());
  }

  /** One step for all searches: whom they want to see is opened at once. */
  private async open(
    tx: Transaction,
    side: MatchSide,
    runs: readonly Run[],
    step: Step,
    openInFull: OpenInFull,
  ): Promise<void> {
    const wanted = new Set(runs.flatMap((run) => run.wants(step)));
    if (wanted.size > 0) {
      const opened = await this.index.open(tx, [...wanted]);
      const unread = opened.filter(({ person }) => !person).map(({ personId }) => personId);
      if (unread.length > 0) {
        const profiles = await openInFull(tx, side, unread);
        for (const candidate of opened) {
          const profile = profiles.get(candidate.personId);
          if (profile) candidate.person = readPerson(profile);
        }
      }
      const candidates = new Map(opened.map((candidate) => [candidate.handle, candidate]));
      for (const run of runs) run.compare(candidates, step);
    }
  }

  private async further(
    tx: Transaction,
    side: MatchSide,
    keys: readonly (readonly SearchKey[])[],
  ): Promise<readonly Posting[]> {
    const all = keys.flat();
    if (all.length === 0) return [];
    return (await this.index.postings(tx, side, all, MOST_POSTINGS.further * keys.length)).postings;
  }
}

function byKey(postings: readonly Posting[]): Map<string, Posting> {
  return new Map(postings.map((posting) => [posting.key, posting]));
}

function pick(found: ReadonlyMap<string, Posting>, own: readonly SearchKey[]): Posting[] {
  return own.flatMap(({ key }) => found.get(key) ?? []);
}

/** One search on its way: who was compared, and whether going on is worth it. */
class Run {
  done = false;
  private ranked: readonly Ranked[];
  private readonly compared = new Set<number>();
  private readonly found: (Omit<Hit, 'standing'> & { handle: number })[] = [];

  constructor(
    readonly search: Search,
    readonly own: readonly SearchKey[],
    private readonly postings: readonly Posting[],
    private readonly population: number,
    private readonly model: Model,
  ) {
    this.ranked = rankCandidates(own, postings, population);
  }

  /** Who shares a commoner key, or one a slip away, beside those who were known. */
  knowMore(postings: readonly Posting[]): void {
    if (postings.length > 0) this.ranked = rankCandidates(this.own, [...this.postings, ...postings], this.population);
  }

  wants({ least, most, rest, unless = Infinity }: Step): number[] {
    if (this.done || this.found.some(({ comparison }) => comparison.weight >= unless)) return [];
    const end = this.ranked.findIndex((one, at) => at >= most || (at >= least && one.rest < rest));
    return (end < 0 ? this.ranked : this.ranked.slice(0, end))
      .map(({ handle }) => handle)
      .filter((handle) => !this.compared.has(handle));
  }

  compare(candidates: ReadonlyMap<number, Candidate>, step: Step): void {
    if (this.done) return;
    const sought = readPerson(this.search.profile);
    for (const handle of this.wants(step)) {
      this.compared.add(handle);
      const candidate = candidates.get(handle);
      if (!candidate?.person || candidate.dossierId === this.search.dossierId) continue;
      const { personId, dossierId, person } = candidate;
      this.found.push({
        personId,
        dossierId,
        handle,
        comparison: compareRead(sought, person, this.model, this.population),
      });
    }
    this.done = this.found.some(({ comparison }) => comparison.weight >= CLEAR) && this.settled();
  }

  hits(): Hit[] {
    const scores = new Map(this.ranked.map(({ handle, score }) => [handle, score]));
    const least = this.ranked.at(-1)?.score ?? 0;
    return this.found
      .map(({ handle, ...hit }) => ({
        ...hit,
        standing: hit.comparison.weight + RARITY_HERE * (scores.get(handle) ?? least),
      }))
      .sort((a, b) => b.standing - a.standing || (a.personId < b.personId ? -1 : 1));
  }

  private settled(): boolean {
    const next = this.ranked.find(({ handle }) => !this.compared.has(handle));
    return !next || next.rest < OPEN_QUESTION;
  }
}
