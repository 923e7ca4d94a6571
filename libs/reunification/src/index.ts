export { Reunification, type ReunificationId } from './reunification.entity.js';
export * from './reunification-view.js';
export * from './reunification.errors.js';
export * from './reunification.module.js';
export * from './reunification.workflow.js';
export * from './reunifications.js';
export * from './statements.js';
