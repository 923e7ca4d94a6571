export * from './health.js';
export * from './limit-times.js';
export * from './logger.js';
export * from './run-app.js';
