export { Basis } from './basis.entity.js';
export * from './bases.js';
export * from './consent.errors.js';
export * from './consent.js';
export * from './consent.module.js';
export { ConsentSchedulesModule } from './schedules/expiring-bases.js';
