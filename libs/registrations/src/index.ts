export * from './import/index.js';
export {
  BEST_INTERESTS_MATTERS,
  type BestInterestsDecision,
  type BestInterestsMatter,
} from './best-interests.entity.js';
export { CARE_KINDS, type CareKind } from './care-arrangement.entity.js';
export * from './care.js';
export { RegistrationCharge } from './charge.js';
export * from './contact-wishes.js';
export * from './corrections.js';
export { RegistrationEndings, type Closing } from './ending.js';
export { FOLLOW_UP_KINDS, type FollowUpId, type FollowUpKind } from './follow-up.entity.js';
export * from './follow-ups.js';
export { HouseholdMember } from './household-member.entity.js';
export { isAboutChild, STILL_NEEDED, type StillNeeded } from './kind-needs.js';
export * from './registration-details.js';
export { Registration, RegistrationNote } from './registration.entity.js';
export * from './registration.workflow.js';
export * from './registration-list.js';
export * from './registration-view.js';
export * from './registrations.errors.js';
export * from './registrations.module.js';
export * from './registrations.js';
export { RegistrationSchedulesModule } from './schedules/expiring-notices.js';
export * from './sharing.js';
export { REGISTRATION_HIDDEN } from './sight.js';
