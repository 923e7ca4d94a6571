export * from './define-workflow.js';
export * from './diagram.js';
export * from './doers.js';
export * from './engine.js';
export * from './listing.js';
export * from './table.js';
export * from './workflow.errors.js';
