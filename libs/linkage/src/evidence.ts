/** Where two records were compared. */
export const EVIDENCE_FIELDS = [
  'name',
  'birth',
  'sex',
  'mother',
  'father',
  'siblings',
  'relatives',
  'place',
  'route',
  'phone',
  'document',
  'kin',
] as const;
export type EvidenceField = (typeof EVIDENCE_FIELDS)[number];

export const LEVELS = ['exact', 'close', 'alias', 'other-script', 'partial', 'different', 'unknown'] as const;
export type Level = (typeof LEVELS)[number];

/** One line of the explanation: what was compared, how far it agrees, why, and what it weighs. */
export interface Evidence {
  field: EvidenceField;
  level: Level;
  /** A stable code such as `same-name-other-script`; the texts for people are in `wording`. Never holds personal data. */
  reason: string;
  /** Bits: log2 of the likelihood ratio; negative where the field speaks against. Always 0 where the level is `unknown`. */
  weight: number;
  /** Both values as written, for the reviewer. Personal data: sealed before they are stored. */
  left?: string;
  right?: string;
  /** The reading both were compared in (a romanisation, a converted date). Personal data. */
  reading?: string;
}

export const BANDS = ['strong', 'possible', 'weak'] as const;
export type Band = (typeof BANDS)[number];

/** What the engine says of one pair. Proposes only; people decide. */
export interface Comparison {
  evidence: readonly Evidence[];
  /** Log-odds in bits before anything was compared: how rare a true pair is in the population searched. */
  prior: number;
  /** Log-odds in bits, prior and evidence together. Absolute: does not depend on other candidates. */
  weight: number;
  /** 0…1, from `weight`. */
  probability: number;
  /** `undefined` below weak: not worth a person's time. */
  band: Band | undefined;
}
