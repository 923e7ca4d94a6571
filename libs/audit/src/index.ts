export * from './audit.module.js';
export { ChainedAuditTrail, EXCHANGE_CHAIN } from './chained-audit-trail.js';
export * from './checkpoints.js';
export * from './verify.js';
