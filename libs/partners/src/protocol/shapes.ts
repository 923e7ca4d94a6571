import type { Json } from './canonical-json.js';

/** Where JSON departs from a shape: a path such as `body.person.names.0`, never what stands there. */
export type Departure = string;

/** What a piece of a message may look like: told to engineers as a JSON Schema (2020-12) and checked by the same data. */
export interface Shape<T> {
  schema: { readonly [keyword: string]: Json };
  /** The first departure; undefined where the value has this shape. */
  check(value: unknown, path: string): Departure | undefined;
  /** Only for the compiler. */
  readonly of?: T;
}
export type ShapeOf<S> = S extends Shape<infer T> ? T : never;

/** A text of a form, in full; `pattern` is anchored here, in the schema too. */
export function formed(pattern: string, longest: number): Shape<string> {
  const form = new RegExp(`^(?:${pattern})$`, 'u');
  return shape({ type: 'string', pattern: `^(?:${pattern})$`, maxLength: longest }, (value) => {
    return typeof value === 'string' && value.length <= longest && form.test(value);
  });
}

/** Words of people: no control signs but line breaks and tabs, at least one sign. */
export function words(longest: number): Shape<string> {
  return formed('[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]+', longest);
}

export function whole(least: number, most: number): Shape<number> {
  return shape({ type: 'integer', minimum: least, maximum: most }, (value) => {
    return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
  });
}

export function exactly<const T extends string | number>(only: T): Shape<T> {
  return shape({ const: only }, (value) => value === only);
}

export function oneOf<const T extends string>(words: readonly T[]): Shape<T> {
  return shape({ enum: words }, (value) => (words as readonly unknown[]).includes(value));
}

/** Several of a kind, none twice. */
export function listOf<T>(item: Shape<T>, least: number, most: number): Shape<T[]> {
  return {
    schema: { type: 'array', items: item.schema, minItems: least, maxItems: most, uniqueItems: true },
    check: (value, path) => {
      if (!Array.isArray(value) || value.length < least || value.length > most) return path;
      const twice = new Set(value.map((one) => JSON.stringify(one))).size !== value.length;
      return twice ? path : first(value.map((one, index) => () => item.check(one, `${path}.${index}`)));
    },
  };
}

type Members = Readonly<Record<string, Shape<unknown>>>;
type Told<M extends Members> = { -readonly [N in keyof M]: ShapeOf<M[N]> };

/** An object with these members and no others; those of `optional` may be missing. */
export function record<const M extends Members, const O extends Members = Record<never, never>>(
  members: M,
  optional?: O,
): Shape<Told<M> & Partial<Told<O>>> {
  const all: Members = { ...members, ...optional };
  const required = Object.keys(members);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(all).map(([name, { schema }]) => [name, schema])),
      required,
      additionalProperties: false,
    },
    check: (value, path) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return path;
      const stranger = Object.keys(value).some((name) => !Object.hasOwn(all, name));
      const missing = required.find((name) => !Object.hasOwn(value, name));
      if (stranger) return path;
      if (missing !== undefined) return `${path}.${missing}`;
      return first(
        Object.entries(value).map(
          ([name, member]) =>
            () =>
              all[name]!.check(member, `${path}.${name}`),
        ),
      );
    },
  };
}

function shape<T>(schema: Shape<T>['schema'], holds: (value: unknown) => boolean): Shape<T> {
  return { schema, check: (value, path) => (holds(value) ? undefined : path) };
}

function first(checks: readonly (() => Departure | undefined)[]): Departure | undefined {
  for (const check of checks) {
    const departure = check();
    if (departure !== undefined) return departure;
  }
  return undefined;
}

export const UUID = formed('[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}', 36);
/** Seconds since 1970, as in JWT (RFC 7519, NumericDate). */
export const SECONDS = whole(1, 253_402_300_799);
/** Days only: `YYYY-MM-DD`. */
export const DAY = formed('[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])', 10);
/** 128 random bits (RFC 4648, base64url). */
export const HANDLE = formed('[A-Za-z0-9_-]{21}[AQgw]', 22);
/** SHA-256 in base64url: a digest or a key's thumbprint (RFC 7638). */
export const SHA256 = formed('[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]', 43);
/** What a National Society is called in the exchange: its code in the trust registry, such as `KEN`. */
export const SOCIETY = formed('[A-Z][A-Z0-9-]{1,15}', 16);
