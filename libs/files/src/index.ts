export * from './files.errors.js';
export { FileSettings, type FileOptions } from './file-settings.js';
export { Files, type FileLine, type NewFile, type OpenedFile } from './files.js';
export * from './files.module.js';
export { MEDIA_TYPES, type MediaType } from './checks/file-types.js';
export { REFUSALS, type Refusal } from './checks/refusal.js';
export { FILE_KINDS, type FileId, type FileKind } from './stored-file.entity.js';
export { storedFileWorkflow, type StoredFileState } from './stored-file.workflow.js';
