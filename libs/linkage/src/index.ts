export { compare, USUAL_POPULATION } from './compare.js';
export * from './evidence.js';
export type { Gazetteer, PlaceRelation } from './fields/places.js';
export { blockingKeys, neighbourhoodKeys } from './keys.js';
export { bandMeaning, type BandMeaning } from './model/bands.js';
export { DEFAULT_MODEL, type Model } from './model/weights.js';
export * from './profile.js';
export { REASONS, type Reason } from './reasons.js';
export { ENGINE_VERSION } from './version.js';
