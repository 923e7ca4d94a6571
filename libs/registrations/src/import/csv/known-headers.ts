import type { CsvMapping, NameRule } from './mapping.js';

/** A header as it is looked up: `Date of Birth` is `date_of_birth`. */
function key(header: string): string {
  return header
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** Well-known names of columns, by what they hold. */
const HEADERS = {
  sourceId: [
    'id',
    'rec_id',
    'record_id',
    'person_id',
    'person_record_id',
    'registration_id',
    'reference',
    'case_number',
  ],
  full: ['full_name', 'name', 'names', 'nom_complet', 'nombre_completo', 'complete_name'],
  given: [
    'given_name',
    'given_names',
    'first_name',
    'firstname',
    'forename',
    'forenames',
    'prenom',
    'prenoms',
    'nombre',
    'nombres',
  ],
  middle: ['middle_name', 'middle_names', 'second_name'],
  fatherPart: ['patronymic', 'patronym', 'nasab'],
  grandfatherPart: ['grandfather_name', 'name_of_grandfather', 'grandfathers_name'],
  family: ['family_name', 'surname', 'last_name', 'lastname', 'nom', 'nom_de_famille', 'apellido', 'apellidos'],
  alternate: ['alternate_names', 'alternate_name', 'alias', 'aliases', 'other_names', 'also_known_as'],
  nickname: ['nickname', 'nick_name', 'called'],
  father: ['father_name', 'fathers_name', 'name_of_father', 'father', 'nom_du_pere', 'nombre_del_padre'],
  mother: ['mother_name', 'mothers_name', 'name_of_mother', 'mother', 'nom_de_la_mere', 'nombre_de_la_madre'],
  birth: ['date_of_birth', 'birth_date', 'birthdate', 'dob', 'born', 'date_de_naissance', 'fecha_de_nacimiento'],
  birthYear: ['year_of_birth', 'birth_year', 'yob'],
  age: ['age', 'edad'],
  sex: ['sex', 'gender', 'sexe', 'sexo'],
  languages: ['languages', 'language', 'langue', 'langues', 'idioma', 'idiomas'],
  phone: ['phone', 'phone_number', 'telephone', 'mobile', 'mobile_number', 'tel', 'telefono'],
  kind: ['kind', 'registration_kind', 'category'],
  registeredOn: ['registered_on', 'registration_date', 'date_of_registration', 'date_registered'],
  circumstances: ['circumstances', 'description'],
  caregiver: ['caregiver', 'guardian'],
  wantsContact: ['wants_contact'],
  occupation: ['occupation', 'profession'],
  notes: ['notes', 'note', 'remarks', 'comments', 'observations'],
  birthPlace: ['place_of_birth', 'birth_place', 'birthplace', 'lieu_de_naissance', 'lugar_de_nacimiento'],
  origin: ['place_of_origin', 'origin', 'home_village'],
  streetNumber: ['street_number', 'house_number', 'street_no'],
  street: ['street', 'street_name', 'address', 'address_1', 'address1', 'adresse', 'direccion', 'home_street'],
  street2: ['address_2', 'address2', 'address_line_2', 'home_neighborhood', 'neighborhood', 'neighbourhood'],
  city: ['suburb', 'city', 'town', 'village', 'locality', 'ville', 'ciudad', 'home_city', 'camp'],
  state: ['state', 'province', 'region', 'district', 'county', 'home_state'],
  postcode: ['postcode', 'postal_code', 'zip', 'zip_code', 'home_postal_code', 'code_postal'],
  country: ['country', 'home_country', 'country_code', 'pays', 'pais'],
} as const;

/** Columns of numbers that identify a person, by the kind of document. */
const DOCUMENTS = {
  passport: ['passport', 'passport_number', 'passport_no'],
  'national-id': ['national_id', 'national_id_number', 'id_number', 'identity_number', 'cni', 'dni'],
  'social-security': ['soc_sec_id', 'ssn', 'social_security_number'],
  'refugee-registration': ['unhcr_id', 'progres_id', 'registration_number'],
} as const;
const DOCUMENT_MEANINGS = Object.keys(DOCUMENTS) as (keyof typeof DOCUMENTS)[];

/** What a column can hold. */
export type ColumnMeaning = keyof typeof HEADERS | keyof typeof DOCUMENTS;
export const COLUMN_MEANINGS = [...Object.keys(HEADERS), ...DOCUMENT_MEANINGS] as ColumnMeaning[];
/** The column of each meaning, by its name. */
export type ColumnMeanings = { readonly [meaning in ColumnMeaning]?: string };

/** Whatever the order of day and month, the year is known; who knows the order says it in a mapping. */
export const SAFE_FORMATS = [
  'YYYY-MM-DD',
  'YYYYMMDD',
  'DD.MM.YYYY',
  'YYYY/MM/DD',
  'YYYY-MM',
  'YYYY',
  '??/??/YYYY',
  '??-??-YYYY',
];

/** The columns of names, which decide together what each of them is. */
interface Found {
  full?: string;
  given?: string;
  family?: string;
}

/** Which columns hold what, by their names. Pure. */
export function meaningsOf(headers: readonly string[]): ColumnMeanings {
  const byKey = new Map<string, string>();
  for (const header of headers) if (!byKey.has(key(header))) byKey.set(key(header), header);
  const first = (names: readonly string[]) =>
    names.map((name) => byKey.get(name)).find((header) => header !== undefined);
  const found: Found & Omit<ColumnMeanings, keyof Found> = foundBy(HEADERS, first);

  // "name" beside a family name alone is the given one
  if (
    found.family !== undefined &&
    found.given === undefined &&
    found.full !== undefined &&
    key(found.full) === 'name'
  ) {
    found.given = found.full;
    delete found.full;
  }
  return { ...found, ...foundBy(DOCUMENTS, first) };
}

function foundBy(
  table: Readonly<Record<string, readonly string[]>>,
  first: (names: readonly string[]) => string | undefined,
): ColumnMeanings {
  return Object.fromEntries(
    Object.entries(table).flatMap(([meaning, names]) => {
      const header = first(names);
      return header === undefined ? [] : [[meaning, header]];
    }),
  );
}

/** The mapping that well-known column names amount to; `undefined` where none of them holds names. */
export function mappingOf(headers: readonly string[]): CsvMapping | undefined {
  return mappingBy(meaningsOf(headers));
}

/** @param formats of dates, where other ones than the safe ones are meant */
export function mappingBy(found: ColumnMeanings, formats: readonly string[] = SAFE_FORMATS): CsvMapping | undefined {
  const names = namesOf(found);
  if (names.length === 0) return undefined;
  const relatives = (['father', 'mother'] as const).flatMap((kind) =>
    found[kind] === undefined ? [] : [{ kind, names: [{ column: found[kind] }] }],
  );
  const birth = [
    ...(found.birth === undefined ? [] : [{ column: found.birth, formats: [...formats] }]),
    ...(found.birthYear === undefined ? [] : [{ column: found.birthYear, formats: ['YYYY'] }]),
    ...(found.age === undefined ? [] : [{ age: found.age }]),
  ];
  const places = placesOf(found);
  const documents = DOCUMENT_MEANINGS.flatMap((kind) => {
    const column = found[kind];
    return column === undefined ? [] : [{ kind, column }];
  });
  const { sourceId, circumstances, caregiver, occupation } = found;
  return {
    names,
    ...(sourceId !== undefined && { sourceId }),
    ...(relatives.length > 0 && { relatives }),
    ...(birth.length > 0 && { birth }),
    ...(places.length > 0 && { places }),
    ...(documents.length > 0 && { documents }),
    ...(found.sex !== undefined && { sex: { column: found.sex } }),
    ...(found.languages !== undefined && { languages: { column: found.languages } }),
    ...(found.phone !== undefined && { contacts: [{ kind: 'phone' as const, column: found.phone }] }),
    ...(found.kind !== undefined && { kind: { column: found.kind } }),
    ...(found.registeredOn !== undefined && { registeredOn: { column: found.registeredOn, formats: [...formats] } }),
    ...(found.wantsContact !== undefined && { wantsContact: { column: found.wantsContact } }),
    ...(found.notes !== undefined && { notes: [{ column: found.notes }] }),
    ...(circumstances !== undefined && { circumstances }),
    ...(caregiver !== undefined && { caregiver }),
    ...(occupation !== undefined && { occupation }),
  };
}

function namesOf(found: ColumnMeanings): NameRule[] {
  const parts = (
    [
      ['given', found.given],
      ['unknown', found.middle],
      ['father', found.fatherPart],
      ['grandfather', found.grandfatherPart],
      ['family', found.family],
    ] as const
  ).flatMap(([role, column]) => (column === undefined ? [] : [{ role, column }]));
  const main: NameRule[] = [];
  if (found.full !== undefined) main.push({ column: found.full });
  if (parts.length > 0) main.push({ parts });
  if (main.length === 0) return [];
  if (found.alternate !== undefined) main.push({ column: found.alternate, kind: 'alias', split: '|' });
  if (found.nickname !== undefined) main.push({ column: found.nickname, kind: 'nickname' });
  return main;
}

function placesOf(found: ColumnMeanings): NonNullable<CsvMapping['places']> {
  const { streetNumber, street, street2, city, state, postcode, country, birthPlace, origin } = found;
  const numberAndStreet = [streetNumber, street].filter((column) => column !== undefined);
  const columns = [numberAndStreet, street2, city, state].filter(
    (line): line is string | string[] => line !== undefined && line.length > 0,
  );
  const where = {
    ...(postcode !== undefined && { postcode }),
    ...(country !== undefined && { country: { column: country } }),
  };
  return [
    ...(columns.length > 0 || postcode !== undefined || country !== undefined
      ? [{ kind: 'residence' as const, columns, ...where }]
      : []),
    ...(birthPlace === undefined ? [] : [{ kind: 'birth' as const, columns: [birthPlace] }]),
    ...(origin === undefined ? [] : [{ kind: 'origin' as const, columns: [origin] }]),
  ];
}
