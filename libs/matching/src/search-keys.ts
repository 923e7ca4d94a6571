import { Injectable } from '@nestjs/common';
import { BlindIndex } from '#libs/crypto';
import { blockingKeys, ENGINE_VERSION, neighbourhoodKeys, type PersonProfile } from '#libs/linkage';

/** Where a person stands in a search; each side has keys of its own, which do not meet those of the others. */
export const MATCH_SIDES = ['registered', 'sought', 'enquirer'] as const;
export type MatchSide = (typeof MATCH_SIDES)[number];

/** What the facts of a key are, such as `nb` for a name and a band of birth years; see `blockingKeys`. */
export type KeyTag = string;

export interface SearchKey {
  /** 64 bits as a signed decimal number. */
  key: string;
  tag: KeyTag;
}

/** Keys of one fact, which is rare enough alone: they are odd numbers, so that they are never counted. */
const SINGLE: ReadonlySet<KeyTag> = new Set(['ph', 'dc']);

/** What kinds of keys a person has, a bit each: who has the kind and shares none of it differs, who has none is unknown. */
const KINDS: Readonly<Record<KeyTag, number>> = { nb: 1, nd: 1, nm: 2, ns: 4, np: 8 };
export const KIND_BITS = 4;

export function kindsOf(keys: readonly SearchKey[]): number {
  return keys.reduce((kinds, { tag }) => kinds | (KINDS[tag] ?? 0), 0);
}

/** Turns what the engine would index into blinded numbers: two facts each, HMAC-ed, nothing to read back. */
@Injectable()
export class SearchKeys {
  constructor(private readonly index: BlindIndex) {}

  /** Exact keys of a person for one side. @param version whose stored keys are to be met */
  exact(profile: PersonProfile, side: MatchSide, version = ENGINE_VERSION): SearchKey[] {
    return this.blind(blockingKeys(profile), side, version);
  }

  /** Keys that a person and a slip of the pen have in common, for where the exact ones find few. */
  near(profile: PersonProfile, side: MatchSide, version = ENGINE_VERSION): SearchKey[] {
    return this.blind(neighbourhoodKeys(profile), side, version);
  }

  /** A keyed hash of all that a person is compared by: tells whether it changed. */
  digest(texts: readonly string[]): string {
    return this.index.fingerprint('match.reading', JSON.stringify(texts));
  }

  private blind(keys: readonly string[], side: MatchSide, version: string): SearchKey[] {
    const blinded = this.index.keys('match', [keysVersion(version), side], keys);
    return keys.map((key, at) => {
      const tag = key.slice(0, key.indexOf(':'));
      const even = (blinded[at]! >> 1n) << 1n;
      return { key: String(SINGLE.has(tag) ? even | 1n : even), tag };
    });
  }
}

/** Keys become others with the first number of the engine's version; what the second counts, weights and fewer keys, leaves them as they are. */
export function keysVersion(version: string): string {
  return version.split('.')[0]!;
}
