export { EXPORTED, EXPORT_PURPOSES, type Exported, type ExportId, type ExportPurpose } from './export.entity.js';
export * from './export.workflow.js';
export type { ExportView } from './export-view.js';
export { Exports, type ExportInput } from './exports.js';
export * from './exports.module.js';
export { HandOver } from './hand-over.js';
