export { readMapping, readMappingFile, type CsvMapping } from './csv/mapping.js';
export * from './import.errors.js';
export * from './import.module.js';
export * from './import-registrations.js';
export { BASIS_OF_IMPORTS, type ImportDefaults, type ImportRow } from './import-row.js';
export { openImport, type ImportFile } from './open-import.js';
export { csvCell } from './report-file.js';
