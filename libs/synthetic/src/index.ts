export { CULTURE_CODES, type CultureCode, type Sex } from './cultures/culture.js';
export { cultureTable } from './cultures/culture-table.js';
export {
  ERROR_KINDS,
  ERROR_RATES,
  errorTable,
  type Effect,
  type ErrorKind,
  type ErrorRate,
  type Rates,
} from './errors/error-rates.js';
export { type Kin, type Separation, type SyntheticPerson } from './person.js';
export { syntheticPopulation, TODAY, type PopulationOptions } from './population.js';
export { randomFrom, type Random } from './random.js';
export {
  searchTask,
  type Likeness,
  type SearchEntry,
  type SearchQuery,
  type SearchTaskOptions,
} from './search-task.js';
export { asRegistered, asSought, type WrittenPerson } from './written-person.js';
