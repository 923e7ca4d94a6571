export * from './actor.js';
export * from './clock.js';
export * from './errors.js';
export * from './fuzzy-date.js';
export * from './ids.js';
export * from './reference.js';
export * from './roles.js';
export * from './script.js';
