import { read, uploadTelling, write } from './client.js';
import type { components } from './schema.js';
import type { Receipt } from './types.js';

/** The files of a case or of a registration. */

type Schema = components['schemas'];

export const FILE_KINDS = [
  'photo',
  'document',
  'letter',
  'consent-form',
  'other',
] as const satisfies readonly Schema['FileKind'][];
export type FileKind = Schema['FileKind'];
export type FileState = Schema['FileState'];
export type CaseFile = Schema['FileDto'];
export type CaseFiles = Schema['FileListDto'];
export type NewFile = Schema['NewFileDto'];

/** Every reading of the list is logged. */
export const readFilesOf = (dossierId: string, signal?: AbortSignal) =>
  read<CaseFiles>(`/dossiers/${dossierId}/files`, {}, signal);
export const announceFile = (dossierId: string, file: NewFile) =>
  write<Receipt>('POST', `/dossiers/${dossierId}/files`, { body: file });
export const sendFile = (id: string, version: number, file: Blob, tell: (share: number) => void) =>
  uploadTelling<Receipt>(`/files/${id}/content`, file, version, tell);
export const removeFile = (id: string, version: number, reason: string) =>
  write<Receipt>('POST', `/files/${id}/remove`, { body: { reason }, version });
/** Where the browser itself opens it; every reading is logged. */
export const fileAt = (id: string, part: 'content' | 'preview') => `/api/v1/files/${id}/${part}`;
