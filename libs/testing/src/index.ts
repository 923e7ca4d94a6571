export * from './eventually.js';
export * from './keys.js';
export * from './redis-server.js';
export * from './rows.js';
export * from './settable-clock.js';
export * from './test-cluster.js';
export * from './test-database.js';
export * from './test-unit-of-work.js';
