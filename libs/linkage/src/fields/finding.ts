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

/** Nothing to compare: weighs nothing, whatever the model says. Shows what one side knows, so that a reviewer can ask the other. */
export function unknown(field: EvidenceField, reason: Reason, left?: string, right?: string): Finding {
  return { field, level: 'unknown', reason, weight: 0, ...(left && { left }), ...(right && { right }) };
}
