export * from './import/index.js';
export * from './registration-details.js';
export { Registration, RegistrationNote } from './registration.entity.js';
export * from './registration-list.js';
export * from './registration-view.js';
export * from './registrations.module.js';
export * from './registrations.js';
export { RegistrationSchedulesModule } from './schedules/expiring-notices.js';
