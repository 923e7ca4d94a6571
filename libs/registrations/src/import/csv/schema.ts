import { MappingMalformed } from '../import.errors.js';

/** Checks a piece of JSON and answers it typed. @throws MappingMalformed naming the key */
export type Check<T> = (value: unknown, key: string) => T;
type Checked<C> = C extends Check<infer T> ? T : never;
type Fields = Record<string, Check<unknown>>;
type Optional<F extends Fields> = { [K in keyof F]?: Checked<F[K]> };
type Required<F extends Fields> = { [K in keyof F]: Checked<F[K]> };

export const text: Check<string> = (value, key) => {
  if (typeof value !== 'string' || value === '') throw new MappingMalformed(key, 'a text is needed');
  return value;
};

export const yesOrNo: Check<boolean> = (value, key) => {
  if (typeof value !== 'boolean') throw new MappingMalformed(key, 'true or false is needed');
  return value;
};

export function matching(fits: (value: string) => boolean, what: string): Check<string> {
  return (value, key) => {
    if (typeof value !== 'string' || !fits(value)) throw new MappingMalformed(key, what);
    return value;
  };
}

export function oneOf<T extends string>(values: readonly T[]): Check<T> {
  return (value, key) => {
    if (!values.includes(value as T)) throw new MappingMalformed(key, `one of ${values.join(', ')} is needed`);
    return value as T;
  };
}

export function list<T>(item: Check<T>): Check<T[]> {
  return (value, key) => {
    if (!Array.isArray(value) || value.length === 0) throw new MappingMalformed(key, 'a list is needed');
    return value.map((one, index) => item(one, `${key}.${index}`));
  };
}

/** A table from what stands in the file to what it means. */
export function table<T>(item: Check<T>): Check<Record<string, T>> {
  return (value, key) =>
    Object.fromEntries(Object.entries(objectOf(value, key)).map(([from, to]) => [from, item(to, `${key}.${from}`)]));
}

/** An object with these keys and no others. */
export function object<R extends Fields, O extends Fields>(required: R, optional: O): Check<Required<R> & Optional<O>> {
  return (value, key) => {
    const given = objectOf(value, key);
    const at = (name: string) => (key ? `${key}.${name}` : name);
    for (const name of Object.keys(given))
      if (!Object.hasOwn(required, name) && !Object.hasOwn(optional, name))
        throw new MappingMalformed(at(name), 'this key means nothing');
    const checked: Record<string, unknown> = {};
    for (const [name, check] of Object.entries(required)) {
      if (given[name] === undefined) throw new MappingMalformed(at(name), 'it is missing');
      checked[name] = check(given[name], at(name));
    }
    for (const [name, check] of Object.entries(optional))
      if (given[name] !== undefined) checked[name] = check(given[name], at(name));
    return checked as Required<R> & Optional<O>;
  };
}

/** One of several shapes, told apart by which of these keys is there. */
export function byKey<F extends Fields>(shapes: F): Check<Checked<F[keyof F]>> {
  return (value, key) => {
    const given = objectOf(value, key);
    const found = Object.keys(shapes).filter((name) => given[name] !== undefined);
    if (found.length !== 1) throw new MappingMalformed(key, `one of ${Object.keys(shapes).join(', ')} is needed`);
    return shapes[found[0]!]!(value, key) as Checked<F[keyof F]>;
  };
}

function objectOf(value: unknown, key: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MappingMalformed(key, 'an object is needed');
  return value as Record<string, unknown>;
}
