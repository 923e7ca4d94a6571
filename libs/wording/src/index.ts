export { CATALOGUES, LANGUAGES, type Catalogue, type Language, type ReviewMark } from './catalogues.js';
export { say, sayToFamily, type Said } from './say.js';
export { SLOTS, type SlotsOf, type TextCode, type Wording } from './slots.js';
