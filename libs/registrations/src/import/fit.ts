import type { Violation } from '#libs/kernel';
import type { RegistrationInput } from '../registration-details.js';
import { contentId, type ImportRow } from './import-row.js';
import { LIMITS } from '#libs/people';
import { beyondLimits } from './limits.js';
import { notesOf } from './notes.js';

/** What a person can be registered without: the words are kept, only not in their own place. */
const MOVABLE = [
  // all of a list beyond its limit
  /^person\.(names|languages|places|contacts|documents|relatives)$/,
  // a detail of an entry
  /^(person\.(places|contacts)\.\d+|place)\.(postcode|country|safeHours|language|mayBeSaid)$/,
  /^person\.names\.\d+\.language$/,
  /^person\.birth\.said$/,
  // an entry as a whole
  /^person\.(languages|places|contacts|documents|relatives)\.\d+(?=\.|$)/,
  /^(place|circumstances|caregiver|careArrangement|person\.occupation|person\.marks)(?=\.|$)/,
];

/**
 * The row with everything that is too long or too much for its place moved into a note, and a warning that says so: a
 * person must not be lost for a long postcode. Names and notes stay as they are.
 */
export function fitted(row: ImportRow): ImportRow {
  if ('problem' in row || beyondLimits(row.input).length === 0) return row;
  const input = structuredClone(row.input);
  const warnings: Violation[] = [];
  const moved: string[] = [];
  for (let path = movable(input); path; path = movable(input)) {
    moved.push(`${path}: ${written(take(input, path.split('.')))}`);
    const message = 'It is longer, or there are more, than can be kept there. It is kept in a note instead.';
    warnings.push({ path, code: 'import.moved-to-note', message });
  }
  if (moved.length === 0) return row;
  const text = moved.join('\n');
  input.notes = [...(input.notes ?? []), ...notesOf({ text, sourceId: contentId('moved', [text]) })];
  return { ...row, input, warnings: [...row.warnings, ...warnings] };
}

/** The first place that can be emptied, as a path. */
function movable(input: RegistrationInput): string | undefined {
  for (const { path } of beyondLimits(input)) {
    const found = MOVABLE.map((pattern) => pattern.exec(path)?.[0]).find((match) => match !== undefined);
    if (found) return found;
  }
  return undefined;
}

/** Takes out what stands at a path; of a list, what is beyond its limit. */
function take(input: RegistrationInput, path: readonly string[]): unknown {
  const last = path.at(-1)!;
  const holder = path.slice(0, -1).reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], input);
  if (Array.isArray(holder)) return (holder.splice(Number(last), 1) as unknown[])[0];
  const record = holder as Record<string, unknown>;
  const value = record[last];
  if (Array.isArray(value)) return value.splice(LIMITS.counts[last as keyof typeof LIMITS.counts]) as unknown[];
  delete record[last];
  return value;
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
