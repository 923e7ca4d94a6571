export * from './match-list.js';
export * from './match-review.js';
export * from './match-view.js';
export * from './matching.module.js';
export { PotentialMatch, type MatchId } from './potential-match.entity.js';
export * from './potential-match.workflow.js';
