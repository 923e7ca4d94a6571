export { EXPORTED, EXPORT_PURPOSES, type Exported, type ExportId, type ExportPurpose } from './export.entity.js';
export * from './export.workflow.js';
export { Exports, type ExportInput, type ExportView } from './exports.js';
export * from './exports.module.js';
export { HandOver } from './hand-over.js';
