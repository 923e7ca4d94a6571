import { UnusableList } from './list-error.js';

/** What a column of a list holds. */
export const COLUMN_KINDS = [
  'id',
  'full_name',
  'given_name',
  'family_name',
  'father_name',
  'mother_name',
  'sex',
  'birth_date',
  'age',
  'place',
  'address',
  'postcode',
  'phone',
  'identifier',
  'category',
] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** Column heading → kind. Columns that are not named are not read. */
export type ListSchema = Readonly<Record<string, ColumnKind>>;

/**
 * Reads `schema.json`: `{ "columns": { "rec_id": "id", "surname": "family_name" } }`, or the inner object alone.
 * @throws UnusableList where it is not JSON, names an unknown kind, or has no id or nothing to compare
 */
export function parseSchema(text: string): ListSchema {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UnusableList('The schema is not valid JSON. Write {"columns": {"<heading>": "<kind>"}}.');
  }
  const columns = isRecord(parsed) && isRecord(parsed.columns) ? parsed.columns : parsed;
  if (!isRecord(columns)) throw new UnusableList('The schema must be an object: {"columns": {"<heading>": "<kind>"}}.');
  const schema: Record<string, ColumnKind> = {};
  for (const [heading, kind] of Object.entries(columns)) {
    if (!isKind(kind))
      throw new UnusableList(
        `The schema gives column "${heading}" a kind that does not exist. Use one of: ${COLUMN_KINDS.join(', ')}.`,
      );
    schema[heading] = kind;
  }
  const kinds = Object.values(schema);
  if (kinds.filter((kind) => kind === 'id').length !== 1)
    throw new UnusableList('The schema must name exactly one column of kind "id".');
  if (kinds.length < 2)
    throw new UnusableList('The schema names nothing to compare. Add at least one column beside the id.');
  return schema;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKind(value: unknown): value is ColumnKind {
  return COLUMN_KINDS.includes(value as ColumnKind);
}
