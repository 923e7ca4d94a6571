export type { PlaceSuggestion } from './suggest-places.js';
export { WorldGazetteer } from './world-gazetteer.js';
