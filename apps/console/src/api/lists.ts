import { read, upload, write } from './client.js';
import type { PeopleList, PeopleListLine, ListFinding, ListReading, NewList } from './list-types.js';
import type { Page, Receipt } from './types.js';

/** Lists of people from elsewhere. */

const PAGE_SIZE = 25;

export const readLists = (cursor: string | undefined, signal?: AbortSignal) =>
  read<Page<PeopleListLine>>('/lists', { cursor, limit: PAGE_SIZE }, signal);
export const readList = (id: string, signal?: AbortSignal) => read<PeopleList>(`/lists/${id}`, {}, signal);
export const announceList = (list: NewList) => write<Receipt>('POST', '/lists', { body: list });
export const sendList = (id: string, version: number, file: Blob) =>
  upload<Receipt>(`/lists/${id}/content`, file, version);
export const readRows = (id: string, version: number, verb: 'check' | 'compare', reading: ListReading) =>
  write<Receipt>('POST', `/lists/${id}/${verb}`, { body: reading, version });
export const takeList = (id: string, version: number, verb: 'start' | 'cancel' | 'close') =>
  write<Receipt>('POST', `/lists/${id}/${verb}`, { version });
/** Where the report is fetched by the browser itself. */
export const reportOf = (id: string) => `/api/v1/lists/${id}/report`;

export const readFindings = async (listId: string, signal?: AbortSignal) =>
  (await read<{ items: ListFinding[] }>(`/lists/${listId}/findings`, {}, signal)).items;
export type FindingVerb = 'follow-up' | 'rule-out';
export const judgeFinding = (id: string, version: number, verb: FindingVerb, reason: string) =>
  write<Receipt>('POST', `/list-findings/${id}/${verb}`, { body: { reason }, version });
