import type { FuzzyDate } from '#libs/kernel';

/** A part of a name with what it is, where that is known. */
export interface NamePart {
  role: 'given' | 'father' | 'grandfather' | 'family' | 'clan' | 'title' | 'unknown';
  text: string;
}

/** One name exactly as it was written, in any script; parts are optional and never replace the text. */
export interface WrittenName {
  text: string;
  parts?: readonly NamePart[];
  language?: string;
}

export type RelativeKind =
  | 'mother'
  | 'father'
  | 'sibling'
  | 'spouse'
  | 'child'
  | 'grandparent'
  | 'aunt-or-uncle'
  | 'cousin'
  | 'caregiver'
  | 'companion'
  | 'other';

export interface Relative {
  kind: RelativeKind;
  names: readonly WrittenName[];
  birth?: FuzzyDate;
}

export interface PlaceMention {
  kind: 'birth' | 'origin' | 'residence' | 'last-seen' | 'registered' | 'route';
  text: string;
  /** ISO 3166-1 alpha-2, where known. */
  country?: string;
  postcode?: string;
  /** When the person was there, where known. The legs of a route stand in the order in which they were passed. */
  on?: FuzzyDate;
}

/** What the engine knows of one person. Everything but the names is optional, and unknown is never held against anyone. */
export interface PersonProfile {
  names: readonly WrittenName[];
  birth?: FuzzyDate;
  sex?: 'female' | 'male';
  relatives?: readonly Relative[];
  places?: readonly PlaceMention[];
  /** As written; the engine normalises them. */
  phones?: readonly string[];
  /** Identity, passport or case numbers as written. */
  documents?: readonly string[];
}
