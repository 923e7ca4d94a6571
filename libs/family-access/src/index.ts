export * from './card-code.js';
export * from './chosen-word.js';
export * from './family-access.errors.js';
export * from './family-access.module.js';
export { FamilyCard, type FamilyCardId } from './family-card.entity.js';
export { FamilyCards, type IssuedCard, type NewCard } from './family-cards.js';
export * from './family-desk.js';
export * from './family-page.js';
export type { FamilyMessageId } from './family-message.entity.js';
export * from './letters.js';
export { Patience, PATIENCE, type PatienceOptions } from './portal/patience.js';
export { PortalDatabase } from './portal/portal-database.js';
export {
  isFormTokenOf,
  PORTAL_OPTIONS,
  PortalDoor,
  type Answer,
  type FamilyView,
  type PortalOptions,
} from './portal/portal-door.js';
export { cardPage, type PrintedCard } from './card-page.js';
