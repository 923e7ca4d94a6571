/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const DEEPEST = 16;

/**
 * JSON in its one canonical form (RFC 8785, JCS): names sorted by UTF-16 code units, no white space. Numbers and texts are
 * written as ECMAScript writes them, which is what the RFC asks for.
 * @throws TypeError for what JSON cannot say: NaN, infinity, half of a surrogate pair, undefined
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('JSON has no such number.');
  if (typeof value === 'string' && !isWhole(value)) throw new TypeError('Half a surrogate pair is no text.');
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('JSON has no such value.');
  return text;
}

/**
 * Reads JSON that is in canonical form, and nothing else: then one message has one form, no name stands in it twice, and
 * what one program reads in it every other reads too.
 * @returns undefined where the text is anything else
 */
export function readCanonicalJson(bytes: Uint8Array): Json | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (depthOf(text) > DEEPEST) return undefined;
    const value = JSON.parse(text) as Json;
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** At least as deep as the text nests; brackets within texts count too, which only makes it stricter. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const sign of text) {
    if (sign === '{' || sign === '[') deepest = Math.max(deepest, ++depth);
    else if (sign === '}' || sign === ']') depth--;
  }
  return deepest;
}

function isWhole(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}
