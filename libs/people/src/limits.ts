/** Most items of each list that one record may hold. */
const COUNTS = {
  names: 10,
  parts: 20,
  soughtPersons: 20,
  languages: 20,
  places: 20,
  contacts: 20,
  documents: 20,
  relatives: 30,
  protection: 10,
  purposes: 20,
  restrictions: 20,
  notes: 1_000,
  members: 30,
} as const;

/** Most characters (UTF-16 units) of each text. */
const LENGTHS = {
  name: 200,
  namePart: 200,
  language: 35,
  said: 200,
  place: 500,
  country: 2,
  postcode: 20,
  contact: 300,
  safeHours: 200,
  mayBeSaid: 1_000,
  documentKind: 100,
  documentNumber: 100,
  occupation: 500,
  caregiver: 2_000,
  sourceId: 500,
  restriction: 500,
  notice: 100,
  source: 200,
  authority: 200,
  /** Circumstances, marks, care arrangement, rationale, one note. */
  text: 10_000,
} as const;

/** What one record may hold at most, however it arrives: by the API, in a file, from a partner. */
export const LIMITS = { counts: COUNTS, lengths: LENGTHS } as const;
