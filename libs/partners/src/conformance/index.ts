export * from './kit-keys.js';
export { runConformance, type ConformanceOutcome } from './run-checks.js';
