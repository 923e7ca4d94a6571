/** How long and how many, for everything people type or files bring. One table for the API, the import and the console. */
export const LIMITS = {
  nameLength: 200,
  shortText: 200,
  longText: 10_000,
  names: 10,
  nameParts: 10,
  places: 20,
  contacts: 20,
  documents: 20,
  languages: 20,
  relatives: 30,
  soughtPersons: 20,
  restrictions: 20,
} as const;
