import {
  bornFromAge,
  fuzzyDate,
  InvalidInput,
  scriptOf,
  type FuzzyDate,
  type RelinkError,
  type ScriptCode,
  type SpokenDate,
  type StatedAge,
} from '#libs/kernel';

export const NAME_KINDS = [
  'legal',
  'usual',
  'nickname',
  'religious',
  'alias',
  'before-marriage',
  'document-spelling',
] as const;
export const NAME_PART_ROLES = ['given', 'father', 'grandfather', 'family', 'clan', 'title', 'unknown'] as const;
export const PLACE_KINDS = ['birth', 'origin', 'residence', 'last-seen', 'registered', 'route'] as const;
export const CONTACT_KINDS = ['phone', 'post', 'messaging', 'reach-through'] as const;
export const PROTECTION_FLAGS = [
  'child',
  'trafficking-risk',
  'persecution-risk',
  'detention',
  'family-violence',
  'witness',
] as const;
export const RELATION_KINDS = [
  'mother',
  'father',
  'sibling',
  'spouse',
  'child',
  'grandparent',
  'aunt-or-uncle',
  'cousin',
  'caregiver',
  'companion',
  'other',
] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];
export type ProtectionFlag = (typeof PROTECTION_FLAGS)[number];

/** How sure whoever told it is; left out where nobody said. */
export const CERTAINTIES = ['certain', 'likely', 'doubtful'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** Every fact can carry where it comes from, in words, and how sure it is. */
export interface Sourced {
  source?: string;
  certainty?: Certainty;
}

/** Why something sensitive is written down at all. Whoever cannot name one of these leaves the field empty. */
export const SENSITIVE_REASONS = ['identification', 'safety', 'care', 'asked-by-person'] as const;
export type SensitiveReason = (typeof SENSITIVE_REASONS)[number];

/** The kind of place somebody is held in. What they are held for is not asked. */
export const DETENTION_PLACES = [
  'prison',
  'police-station',
  'military',
  'closed-centre',
  'hospital',
  'unknown',
] as const;
export type DetentionPlace = (typeof DETENTION_PLACES)[number];

/** A name as it was written, in any script. Parts are optional and never replace the text. */
export interface NameInput extends Sourced {
  text: string;
  kind: (typeof NAME_KINDS)[number];
  language?: string;
  parts?: { role: (typeof NAME_PART_ROLES)[number]; text: string }[];
}

/** A date as it was said, in the speaker's calendar, or an age with the day it was stated. */
export type BirthInput = (SpokenDate | StatedAge) & Sourced;

export interface PlaceInput extends Sourced {
  kind: (typeof PLACE_KINDS)[number];
  text: string;
  country?: string;
  postcode?: string;
}

export interface ContactInput extends Sourced {
  kind: (typeof CONTACT_KINDS)[number];
  value: string;
  safeHours?: string;
  language?: string;
  mayBeSaid?: string;
}

/** `source` and `certainty` are those of the relation. */
export interface RelativeInput extends Sourced {
  kind: RelationKind;
  names: NameInput[];
  birth?: BirthInput;
}

export interface DocumentInput extends Sourced {
  kind: string;
  number: string;
}

/** What is told of one person. Everything may stay unknown; where a name is needed, the record they stand in says so. */
export interface PersonInput {
  names: NameInput[];
  birth?: BirthInput;
  sex?: 'female' | 'male';
  languages?: string[];
  places?: PlaceInput[];
  occupation?: string;
  marks?: string;
  contacts?: ContactInput[];
  documents?: DocumentInput[];
  relatives?: RelativeInput[];
  protection?: ProtectionFlag[];
  /** Marks that tell of a religion, an illness or violence. */
  sensitiveMarks?: { text: string; why: SensitiveReason };
  health?: { needs: string; why: SensitiveReason };
  detention?: { place: DetentionPlace; authority?: string; why: SensitiveReason };
}

export interface Birth {
  spoken: BirthInput;
  date: FuzzyDate;
}

/** What is kept, sealed, of one person. Relatives are persons of their own. */
export interface PersonDetails extends Omit<PersonInput, 'names' | 'birth' | 'relatives'> {
  /** Of a relative: how it is known that they are one. */
  relation?: Sourced;
  names: (NameInput & { script: ScriptCode })[];
  birth?: Birth;
}

/**
 * Turns what was told into what is kept. The text as written is never changed.
 * @param path where this person stands in the input, for the violations
 * @throws InvalidInput where a date does not exist
 */
export function detailsOf({ relatives: _, names, birth, ...rest }: PersonInput, path: string): PersonDetails {
  return {
    ...rest,
    names: names.map((name) => ({ ...name, script: scriptOf(name.text) })),
    ...(birth && { birth: { spoken: birth, date: at(`${path}.birth`, () => dateOf(birth)) } }),
  };
}

export function dateOf(spoken: BirthInput): FuzzyDate {
  return 'age' in spoken ? bornFromAge(spoken) : fuzzyDate(spoken);
}

/** Puts the path of the whole before the path of the part. */
export function at<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.violations.map((violation) => ({ ...violation, path: `${path}.${violation.path}` })),
    ) satisfies RelinkError;
  }
}

/** Younger than 18 for all we know: the latest day of birth counts, since a child's protection must not hang on a guess. */
export function mayBeChild({ birth, protection }: PersonDetails, today: Date): boolean {
  if (protection?.includes('child')) return true;
  if (!birth) return false;
  const adultSince = new Date(today);
  adultSince.setUTCFullYear(adultSince.getUTCFullYear() - 18);
  return birth.date.latest > adultSince.toISOString().slice(0, 10);
}
