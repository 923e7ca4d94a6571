/**
 * Events that can take a registration out of somebody's sight; a correction may raise its sensitivity. Whoever leaves work with
 * people hears of them.
 */
export const REGISTRATION_HIDDEN = [
  'registrations.transfer-accepted',
  'registrations.sharing-ended',
  'registrations.registration-changed',
] as const;
