import type { EvidenceField } from '#libs/linkage';
import type { EvidenceLine } from './potential-match.entity.js';

/** The questions that help most, best first: what is asked costs little and is known to few outside the family. */
const WORTH_ASKING: readonly EvidenceField[] = ['mother', 'father', 'siblings', 'birth', 'place', 'document', 'phone'];

const MOST_QUESTIONS = 3;

/** Codes of what would settle a match: the telling fields that one side does not know yet, or that do not fit. */
export function settles(evidence: readonly EvidenceLine[]): EvidenceField[] {
  const open = (field: EvidenceField) => {
    const line = evidence.find((candidate) => candidate.field === field);
    return !line || line.level === 'unknown' || line.level === 'different' || line.level === 'partial';
  };
  return WORTH_ASKING.filter(open).slice(0, MOST_QUESTIONS);
}
