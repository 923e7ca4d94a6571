export * from './production.js';
export * from './read-settings.js';
export * from './settings.js';
export * from './settings.errors.js';
