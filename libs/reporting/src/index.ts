export { INDICATOR_CODES, type Indicator } from './indicators.js';
export * from './reporting.errors.js';
export { ReportingModule } from './reporting.module.js';
export { Reports, type Figure, type Report } from './reports.js';
export { SHARE_CODES, type Share } from './shares.js';
