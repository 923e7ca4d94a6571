/** Events that can take a request out of somebody's sight. Whoever leaves work with people hears of them. */
export const REQUEST_HIDDEN = ['cases.transfer-accepted', 'cases.sharing-ended', 'cases.sensitivity-changed'] as const;
