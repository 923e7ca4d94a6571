export * from './audit.module.js';
export { ChainedAuditTrail } from './chained-audit-trail.js';
export * from './checkpoints.js';
export * from './verify.js';
