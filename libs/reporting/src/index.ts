export { INDICATOR_CODES, type Indicator } from './indicators.js';
export { ReportingModule } from './reporting.module.js';
export { Reports, type Figure, type Report } from './reports.js';
