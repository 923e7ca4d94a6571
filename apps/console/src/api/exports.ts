import { fetchFile, read, write } from './client.js';
import type { components } from './schema.js';
import type { Receipt } from './types.js';

/** Lists of persons that leave Relink, and the two who have to agree before one is made. */

type Schema = components['schemas'];

export const EXPORTED = ['tracing-requests', 'registrations'] as const satisfies readonly Schema['Exported'][];
export type Exported = Schema['Exported'];
export const EXPORT_PURPOSES = [
  'trace',
  'match-within-society',
  'share-with-partner',
  'share-with-icrc',
  'share-with-authority',
] as const satisfies readonly Schema['ExportPurpose'][];
export type ExportPurpose = Schema['ExportPurpose'];
export type ExportState = Schema['ExportState'];
export type NewExport = Schema['NewExportDto'];
export type PeopleExport = Schema['ExportDto'];
export type ShownKey = Schema['ShownKeyDto'];

export const readExports = async (signal?: AbortSignal) =>
  (await read<{ items: PeopleExport[] }>('/exports', {}, signal)).items;
export const askForExport = (wanted: NewExport) => write<Receipt>('POST', '/exports', { body: wanted });
export const takeExport = (id: string, version: number, verb: 'approve' | 'take-back') =>
  write<Receipt>('POST', `/exports/${id}/${verb}`, { version });
export const refuseExport = (id: string, version: number, reason: string) =>
  write<Receipt>('POST', `/exports/${id}/refuse`, { body: { reason }, version });
/** Answered once, and kept nowhere. */
export const showKeyOf = (id: string, version: number) =>
  write<ShownKey>('POST', `/exports/${id}/show-key`, { version });
/** The key goes in the body: an address would stay in histories. */
export const fetchExport = (id: string, key: string) => fetchFile(`/exports/${id}/download`, { key });
