import type { Violation } from '#libs/kernel';
import { LIMITS } from '#libs/people';

const { counts: COUNTS, lengths: LENGTHS } = LIMITS;

/** Which length holds for a text, by the end of its path with the positions left out; the first that fits. */
const LENGTH_OF: readonly [suffix: string, limit: keyof typeof LENGTHS][] = [
  ['names.parts.text', 'namePart'],
  ['names.text', 'name'],
  ['language', 'language'],
  ['languages', 'language'],
  ['noticeLanguage', 'language'],
  ['said', 'said'],
  ['places.text', 'place'],
  ['place.text', 'place'],
  ['country', 'country'],
  ['postcode', 'postcode'],
  ['contacts.value', 'contact'],
  ['safeHours', 'safeHours'],
  ['mayBeSaid', 'mayBeSaid'],
  ['documents.kind', 'documentKind'],
  ['documents.number', 'documentNumber'],
  ['occupation', 'occupation'],
  ['caregiver', 'caregiver'],
  ['sourceId', 'sourceId'],
  ['restrictions', 'restriction'],
  ['noticeVersion', 'notice'],
];

/** Every text and list in `input` that is longer than it may be. Pure. */
export function beyondLimits(input: unknown): Violation[] {
  const violations: Violation[] = [];
  look(input, '', '', violations);
  return violations;
}

function look(value: unknown, path: string, rule: string, violations: Violation[]): void {
  if (typeof value === 'string') {
    const most = LENGTHS[lengthFor(rule)];
    if (value.length > most)
      violations.push({ path, code: 'input.too-long', message: `Longer than ${most} characters. Shorten it.` });
  } else if (Array.isArray(value)) {
    const most = COUNTS[rule.slice(rule.lastIndexOf('.') + 1) as keyof typeof COUNTS] ?? 100;
    if (value.length > most)
      violations.push({
        path,
        code: 'input.too-many',
        message: `More than ${most} entries. Keep the ones that matter.`,
      });
    else value.forEach((item, index) => look(item, `${path}.${index}`, rule, violations));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      look(item, path ? `${path}.${key}` : key, rule ? `${rule}.${key}` : key, violations);
  }
}

function lengthFor(rule: string): keyof typeof LENGTHS {
  return LENGTH_OF.find(([suffix]) => rule === suffix || rule.endsWith(`.${suffix}`))?.[1] ?? 'text';
}
