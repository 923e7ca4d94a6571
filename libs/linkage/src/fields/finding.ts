import type { EvidenceField, Level } from '../evidence.js';
import type { Reason } from '../reasons.js';

/** One line of evidence with its reason typed: what every field comparator gives. */
export interface Finding {
  field: EvidenceField;
  level: Level;
  reason: Reason;
  weight: number;
  left?: string;
  right?: string;
  reading?: string;
}

/** A finding about two values that are known. Written out, because findings are made by the million. */
export function found(
  field: EvidenceField,
  level: Level,
  reason: Reason,
  weight: number,
  left: string,
  right: string,
  reading?: string,
): Finding {
  return reading === undefined
    ? { field, level, reason, weight, left, right }
    : { field, level, reason, weight, left, right, reading };
}

/** Nothing to compare: weighs nothing, whatever the model says. Shows what one side knows, so that a reviewer can ask the other. */
export function unknown(field: EvidenceField, reason: Reason, left?: string, right?: string): Finding {
  if (!left && !right) return { field, level: 'unknown', reason, weight: 0 };
  const level = 'unknown';
  if (!right) return { field, level, reason, weight: 0, left: left! };
  return left ? { field, level, reason, weight: 0, left, right } : { field, level, reason, weight: 0, right };
}
