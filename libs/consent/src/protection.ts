import type { ProtectionFlag } from '#libs/people';
import type { Purpose } from './purposes.js';

/** What a flag does to a use: `release` where a child protection specialist may decide that it is safe, `never`. */
type Hold = 'release' | 'never';

const EVERY_FLAG: readonly ProtectionFlag[] = [
  'child',
  'trafficking-risk',
  'persecution-risk',
  'detention',
  'family-violence',
  'witness',
];

const all = (hold: Hold): Readonly<Record<ProtectionFlag, Hold>> =>
  Object.fromEntries(EVERY_FLAG.map((flag) => [flag, hold])) as Record<ProtectionFlag, Hold>;

/** Publication, sharing across borders, blind search and authorities: for people at risk these are closed at first. */
const HELD: Partial<Record<Purpose, Readonly<Record<ProtectionFlag, Hold>>>> = {
  'publish-enquirer-photo': all('never'),
  'ask-partners-blindly': all('release'),
  'share-with-partner': all('release'),
  'share-with-icrc': all('release'),
  'share-with-authority': { ...all('release'), 'persecution-risk': 'never', witness: 'never' },
};

export function isGuarded(purpose: Purpose): boolean {
  return HELD[purpose] !== undefined;
}

/** The purposes a specialist can release. */
export const RELEASABLE = [
  'ask-partners-blindly',
  'share-with-partner',
  'share-with-icrc',
  'share-with-authority',
] as const;
export type Releasable = (typeof RELEASABLE)[number];

/** A specialist's decision that one use is safe, taken in the knowledge of certain flags. */
export interface Release {
  purpose: Purpose;
  /** A flag that was set later is not covered. */
  flags: readonly ProtectionFlag[];
  validUntil: Date;
}

/** Do the person's flags stand against this use? Pure. */
export function heldBack(
  flags: readonly ProtectionFlag[],
  purpose: Purpose,
  releases: readonly Release[],
  at: Date,
): boolean {
  const held = HELD[purpose];
  if (!held) return false;
  const released = new Set(
    releases
      .filter((release) => release.purpose === purpose && release.validUntil > at)
      .flatMap((release) => [...release.flags]),
  );
  return flags.some((flag) => held[flag] === 'never' || !released.has(flag));
}
