export * from './needs.js';
export * from './providers.js';
export { Referral, ServiceProvider, type ProviderId, type ReferralId } from './referral.entity.js';
export * from './referral.workflow.js';
export * from './referrals.js';
export * from './referrals.module.js';
