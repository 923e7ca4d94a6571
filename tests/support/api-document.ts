import { readFileSync } from 'node:fs';

export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  format?: string;
  pattern?: string;
  enum?: string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

interface Operation {
  operationId: string;
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema: Schema }[];
  requestBody?: { content: Partial<Record<'application/json' | 'application/octet-stream', { schema: Schema }>> };
}

/** One route of docs/openapi.json. */
export interface Route {
  /** `POST /tracing-requests/{id}/accept` */
  name: string;
  operation: string;
  method: string;
  /** Below /api/v1, with its parameters in braces. */
  path: string;
  query: Record<string, Schema>;
  needsVersion: boolean;
  /** It is a write, which a key of the caller makes repeatable. */
  takesKey: boolean;
  /** Its body is the bytes of a file. */
  takesBytes: boolean;
  body?: Schema;
}

const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** Every route of the API, health left out. */
export const ROUTES: readonly Route[] = Object.entries(document.paths)
  .filter(([path]) => path.startsWith('/api/v1/'))
  .flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId, parameters = [], requestBody }]) => {
      const below = path.slice('/api/v1'.length);
      return {
        name: `${method.toUpperCase()} ${below}`,
        operation: operationId,
        method: method.toUpperCase(),
        path: below,
        query: Object.fromEntries(
          parameters.filter(({ in: place }) => place === 'query').map(({ name, schema }) => [name, schema]),
        ),
        needsVersion: parameters.some(({ name }) => name === 'If-Match'),
        takesKey: parameters.some(({ name }) => name === 'Idempotency-Key'),
        takesBytes: Boolean(requestBody?.content['application/octet-stream']),
        // The bytes of a file have no schema.
        ...(requestBody?.content['application/json'] && { body: requestBody.content['application/json'].schema }),
      };
    }),
  );

/** The schema itself, where another one only points at it. */
export function resolve(schema: Schema): Schema {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (!ref) return schema;
  const found = document.components.schemas[ref.slice('#/components/schemas/'.length)];
  if (!found) throw new Error(`The API document does not hold ${ref}.`);
  return resolve(found);
}

/** One for each pattern of the document. A new pattern needs a sample here. */
const SAMPLES = [
  '2026-01-15',
  '123456',
  'abcdefghijklmnopqrstuvwxyz',
  'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  'someone@relink.example',
  'en',
  'SO',
  'NOR',
  'field-visit',
  'partner:KEN',
  '2026-01-15T10:00Z',
  'https://relink.partner.example',
];

/** Fields whose meaning the schema does not tell: dates that exist, records that are there. `undefined` leaves one out where it may be. */
const MEANT: Record<string, unknown> = {
  year: 1990,
  month: 5,
  day: 17,
  age: undefined,
  statedOn: undefined,
  id: undefined,
  // Left out, a file belongs to the case.
  personId: undefined,
  ownerId: undefined,
  validUntil: '2036-01-15',
  // What is planned is due on a day to come, and not too far away.
  due: inAMonth(),
  until: inAMonth(),
  reviewOn: inAMonth(),
  // Only of somebody who was found dead.
  found: undefined,
  // Of somebody sought, who was not asked.
  legalBasis: 'public-interest',
  givenBy: 'not-asked',
  how: 'none',
  purposes: ['trace', 'match-within-society'],
  noticeVersion: '1',
  noticeLanguage: 'en',
  guardianId: undefined,
  // In full it is a language of its own; the tests of imports speak it.
  mapping: undefined,
  // Left out, a list is of one's own branch and for our own use.
  ofBranch: undefined,
  recipient: undefined,
  // Left out, the service is named in words.
  referredTo: undefined,
  // Two real keys of the one partner that is proposed so.
  keys: [
    { use: 'sign', x: 'FoZoEJGn_1xMUi0-AoZ_xR1000h8uIZJ0g3wWjqsImk', from: 1, until: 253_402_300_799 },
    { use: 'seal', x: 'sU_G-lrBd4_jZw7XxqVUsX-ynOwinYUXZ2mTovaLVyI', from: 1, until: 253_402_300_799 },
  ],
  expiresOn: inAMonth(),
  // Left out, a disclosure answers no enquiry.
  theirEnquiry: undefined,
};

/** Is it a field that the example does without? What has to be there is there. */
function leftOut(name: string, required: readonly string[]): boolean {
  return name in MEANT && MEANT[name] === undefined && !required.includes(name);
}

function inAMonth(): string {
  return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
}

/** Fills a place where any text may stand. */
export type Tell = (place: string, most?: number) => string;
const SOME_TEXT: Tell = (_, most = 20) => 'A text of some length'.slice(0, most);

/** A value the schema allows, with every field. @param tell writes what stands where any text may */
export function exampleOf(schema: Schema, tell: Tell = SOME_TEXT, place = ''): unknown {
  const { type, properties = {}, items, pattern, format, minimum, ...rest } = resolve(schema);
  if (rest.enum) return rest.enum[0];
  if (properties && type === 'object') {
    const fields = Object.entries(properties)
      .filter(([name]) => !leftOut(name, rest.required ?? []))
      .map(([name, property]) => [name, MEANT[name] ?? exampleOf(property, tell, `${place}.${name}`)] as const);
    return Object.fromEntries(fields);
  }
  if (type === 'array') return [exampleOf(items!, tell, place)];
  if (pattern) return sampleOf(pattern);
  if (format === 'uuid') return '01900000-0000-7000-8000-000000000001';
  if (type === 'integer') return minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'string') return tell(place, rest.maxLength);
  throw new Error(`Say in api-document.ts what a value of ${JSON.stringify(schema)} looks like.`);
}

function sampleOf(pattern: string): string {
  const sample = SAMPLES.find((text) => new RegExp(pattern, 'u').test(text));
  if (!sample) throw new Error(`Add a sample for the pattern ${pattern} to api-document.ts.`);
  return sample;
}

export interface Place {
  /** Keys and positions from the root. */
  path: (string | number)[];
  schema: Schema;
  required: boolean;
}

/** Every place in the full example of a schema, root included. */
export function placesIn(schema: Schema, path: (string | number)[] = [], required = true): Place[] {
  const resolved = resolve(schema);
  const below =
    resolved.type === 'array'
      ? placesIn(resolved.items!, [...path, 0])
      : Object.entries(resolved.properties ?? {}).flatMap(([name, property]) =>
          // What the example leaves out cannot be changed in it.
          leftOut(name, resolved.required ?? [])
            ? []
            : placesIn(property, [...path, name], resolved.required?.includes(name) ?? false),
        );
  return [{ path, schema: resolved, required }, ...below];
}
