export { PLACE_SORTS, type PlaceSort } from './place.js';
export type { PlaceSuggestion } from './suggest-places.js';
export { WorldGazetteer } from './world-gazetteer.js';
