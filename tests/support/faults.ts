import fc from 'fast-check';
import { resolve, type Place, type Schema } from './api-document.js';

/** Stands in every value that is sent; no answer may repeat it. */
export const MARK = 'Zqxv7';

interface Fault {
  name: string;
  apply: (place: Place) => fc.Arbitrary<unknown> | undefined;
}

/** What no schema here allows, by the kind of place. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'left out',
    apply: ({ required, path }) => (required && path.length > 0 ? fc.constant(undefined) : undefined),
  },
  { name: 'null', apply: () => fc.constant(null) },
  {
    name: 'another type',
    apply: ({ schema: { type, items, required = [] } }) =>
      fc
        .constantFrom<unknown[]>(`${MARK}`, 17.5, -1e300, true, [], [[]], {}, [MARK], [null], { [MARK]: MARK })
        .filter((value) => !fits(value, type) && !(isEmptyObject(value) && required.length === 0 && type === 'object'))
        // A list of any texts takes this one too.
        .filter((value) => !(isListOfOneText(value) && items && takesAnyText(items))),
  },
  {
    name: 'an unknown field',
    apply: ({ schema: { type } }) =>
      type === 'object'
        ? fc
            .constantFrom(
              'id2',
              'dossierId',
              'isAdmin',
              'accountId',
              'state',
              '$where',
              '',
              ' ',
              'constructor',
              'prototype',
              'toString',
              'hasOwnProperty',
              '0',
              'Name',
            )
            .map((name) => (old: object) => ({ ...old, [name]: MARK }))
        : undefined,
  },
  {
    name: 'a text with what cannot be kept',
    apply: ({ schema: { type } }) =>
      type === 'string'
        ? fc.constantFrom(`${MARK}\0`, `${MARK}\u001b[31m`, `${MARK}\ud800`, `\udc00${MARK}`, `${MARK}@${MARK}\0`)
        : undefined,
  },
  {
    name: 'a text that is too long',
    apply: ({ schema: { type, maxLength } }) =>
      type === 'string'
        ? fc.constantFrom((maxLength ?? 500) + 1, 100_000).map((length) => MARK.padEnd(length, 'x'))
        : undefined,
  },
  { name: 'an empty text', apply: ({ schema: { type } }) => (type === 'string' ? fc.constant('') : undefined) },
  {
    name: 'a list that is too long',
    apply: ({ schema: { type, maxItems } }) =>
      type === 'array'
        ? fc.constant((old: unknown[]) => Array.from({ length: (maxItems ?? 0) + 1 }, () => old[0]))
        : undefined,
  },
  {
    name: 'a number out of range',
    apply: ({ schema: { type, maximum, minimum } }) =>
      type === 'integer' ? fc.constantFrom((maximum ?? 0) + 1, (minimum ?? 0) - 1, 1.5, 2 ** 53, 1e308) : undefined,
  },
  {
    name: 'no member of its list',
    apply: ({ schema }) =>
      schema.enum ? fc.constantFrom(MARK, 'constructor', '__proto__', schema.enum[0]!.toUpperCase()) : undefined,
  },
  {
    name: 'text of another shape',
    apply: ({ schema: { pattern, format } }) => {
      if (!pattern && format !== 'uuid') return undefined;
      const texts = [`'; DROP TABLE relink.accounts; -- ${MARK}`, '2026-13-45', `${MARK}/../..`, '00000000-0000'];
      // A wide shape, such as a version's, takes some of them.
      const others = texts.filter((text) => !pattern || !new RegExp(pattern, 'u').test(text));
      return fc.constantFrom(...others);
    },
  },
];

function isEmptyObject(value: unknown): boolean {
  return JSON.stringify(value) === '{}';
}

function fits(value: unknown, type: string | undefined): boolean {
  if (type === 'array') return Array.isArray(value) && value.length === 0;
  if (type === 'object') return false;
  return typeof value === (type === 'integer' ? 'number' : type);
}

function isListOfOneText(value: unknown): boolean {
  return Array.isArray(value) && value.length === 1 && typeof value[0] === 'string';
}

function takesAnyText(schema: Schema): boolean {
  const { type, enum: some, pattern, format } = resolve(schema);
  return type === 'string' && !some && !pattern && !format;
}

/** A copy of the value with something else at one place. `undefined` takes the place away. */
export function changeAt(
  value: unknown,
  path: readonly (string | number)[],
  change: (old: unknown) => unknown,
): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((entry, index) => (index === first ? changeAt(entry, rest, change) : entry));
  const next = changeAt((value as Record<string, unknown>)[first], rest, change);
  const others = Object.entries(value as object).filter(([name]) => name !== first);
  return Object.fromEntries(next === undefined ? others : [...others, [first, next]]);
}
