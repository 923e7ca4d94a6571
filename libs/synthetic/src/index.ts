export { CULTURE_CODES, type CultureCode, type Sex } from './cultures/culture.js';
export { type Kin, type Separation, type SyntheticPerson } from './person.js';
export { syntheticPopulation, TODAY, type PopulationOptions } from './population.js';
export { randomFrom, type Random } from './random.js';
