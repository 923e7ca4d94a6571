export { CATALOGUES, LANGUAGES, type Catalogue, type Language, type ReviewMark } from './catalogues.js';
export { inWords } from './dates.js';
export {
  PORTAL_CATALOGUES,
  PORTAL_LANGUAGES,
  portalLanguageOf,
  type PortalCatalogue,
  type PortalLanguage,
} from './portal-catalogues.js';
export { PORTAL_SLOTS, type PortalCode, type PortalSlotsOf } from './portal-slots.js';
export { sayOnPortal, type SaidOnPortal } from './say-portal.js';
export { say, sayToFamily, type Said } from './say.js';
export { SLOTS, type SlotsOf, type TextCode, type Wording } from './slots.js';
