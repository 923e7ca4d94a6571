import type { Purpose } from '#libs/consent';
import type { Role } from '#libs/kernel';
import type { PortalStatus } from '#libs/results';

/**
 * Staff as a family sees them: by their part in the work. Who looks at a case beside those who run it, such as a specialist
 * after a match, must not be told from them.
 */
export const READER_PARTS = ['casework', 'supervision', 'data-protection'] as const;
export type ReaderPart = (typeof READER_PARTS)[number];

export function partOf(role: Role): ReaderPart {
  if (role === 'supervisor') return 'supervision';
  return role === 'steward' ? 'data-protection' : 'casework';
}

export const RECEIVER_CLASSES = [
  'own-society',
  'enquirer',
  'family',
  'partner',
  'icrc',
  'authority',
  'service',
  'public',
] as const;

/** All that the portal knows of a case: codes, days and counts. Made by the worker, by rule. */
export interface FamilyPage {
  status: PortalStatus;
  agreements: { purpose: Purpose; stopped: boolean }[];
  /** The last first. */
  readings: { day: string; part: ReaderPart }[];
  receivings: { day: string; purpose: Purpose; to: (typeof RECEIVER_CLASSES)[number] }[];
  told: number;
  confirmed: number;
}

/** Most lines of each list: a page stays small, and the whole list is in the copy that everybody may ask for. */
export const MOST_LINES = 25;

/** Days and parts, each once, the last first. */
export function byDayAndPart(readings: readonly { day: string; role: Role }[]): FamilyPage['readings'] {
  const lines = new Map(readings.map(({ day, role }) => [`${day} ${partOf(role)}`, { day, part: partOf(role) }]));
  return [...lines.values()]
    .sort((a, b) => (`${a.day} ${a.part}` < `${b.day} ${b.part}` ? 1 : -1))
    .slice(0, MOST_LINES);
}
