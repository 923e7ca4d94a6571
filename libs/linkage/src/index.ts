export * from './evidence.js';
export * from './profile.js';
