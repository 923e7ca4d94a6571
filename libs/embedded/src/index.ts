export * from './embedded.errors.js';
export * from './embedded-postgres.js';
export * from './free-port.js';
