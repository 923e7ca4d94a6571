import { readFileSync } from 'node:fs';
import { SettingsRefused } from '#libs/config';
import { RELATION_KINDS } from '#libs/people';
import type { AcceptanceRules } from './acceptance.js';
import { CAUSES } from './interview.js';

/** The Society's rules of acceptance, for those who decide. */
export const ACCEPTANCE_RULES = Symbol('ACCEPTANCE_RULES');

const SHIPPED = new URL('../tables/acceptance-rules.json', import.meta.url);

/**
 * Reads the rules once, while a process starts, so that it does not start with rules nobody can follow.
 * @param path the Society's own document; the shipped one where it is empty
 * @throws SettingsRefused naming everything that is wrong with the document
 */
export function readAcceptanceRules(path = ''): AcceptanceRules {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path === '' ? SHIPPED : path, 'utf8'));
  } catch (error) {
    const unread = error instanceof SyntaxError ? 'is not JSON' : 'names a file that cannot be read';
    throw new SettingsRefused([`RELINK_ACCEPTANCE_RULES ${unread}`]);
  }
  const mistakes = mistakesIn(document);
  if (mistakes.length > 0) throw new SettingsRefused(mistakes.map((mistake) => `RELINK_ACCEPTANCE_RULES: ${mistake}`));
  return document as AcceptanceRules;
}

type Check = (value: unknown) => string | undefined;

const some = (options: readonly string[], least = 0): Check => {
  const wanted = `must be a list of: ${options.join(', ')}`;
  return (value) =>
    Array.isArray(value) && value.length >= least && value.every((one) => options.includes(one as string))
      ? undefined
      : wanted;
};
const whole =
  (most: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
      ? undefined
      : `must be a whole number from 0 to ${most}`;
const text: Check = (value) =>
  typeof value === 'string' && value.trim().length > 0 && value.length <= 500
    ? undefined
    : 'must be a text of at most 500 characters';

const FIELDS: Readonly<Record<keyof AcceptanceRules, Check>> = {
  causes: some(CAUSES, 1),
  mostDegrees: whole(10),
  alsoRelations: some(RELATION_KINDS),
  leastDaysSinceLoss: whole(3_650),
  exclusions: (value) => (Array.isArray(value) && value.length <= 50 ? undefined : 'must be a list of at most 50'),
};
const OF_EXCLUSION: Readonly<Record<string, Check>> = {
  causes: some(CAUSES, 1),
  relations: some(RELATION_KINDS, 1),
  yearsSinceLoss: whole(150),
  message: text,
};

function mistakesIn(document: unknown): string[] {
  if (!isObject(document)) return ['must be an object'];
  const mistakes = checkFields(document, FIELDS, Object.keys(FIELDS), '');
  const exclusions = Array.isArray(document.exclusions) ? (document.exclusions as unknown[]) : [];
  for (const [index, exclusion] of exclusions.entries()) {
    const path = `exclusions.${index}`;
    if (!isObject(exclusion)) mistakes.push(`${path} must be an object`);
    else if (Object.keys(exclusion).length < 2) mistakes.push(`${path} needs a condition beside its message`);
    else mistakes.push(...checkFields(exclusion, OF_EXCLUSION, ['message'], `${path}.`));
  }
  return mistakes;
}

function checkFields(
  value: Record<string, unknown>,
  checks: Readonly<Record<string, Check>>,
  required: readonly string[],
  path: string,
): string[] {
  const missing = required.filter((name) => !(name in value)).map((name) => `${path}${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, one]) => {
    const mistake = Object.hasOwn(checks, name) ? checks[name]!(one) : 'is not known here';
    return mistake ? [`${path}${name} ${mistake}`] : [];
  });
  return [...missing, ...wrong];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
