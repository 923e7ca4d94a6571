import { read, write } from './client.js';
import type { DistrustReason, NewPartner, Partner } from './exchange-types.js';
import type { Receipt } from './types.js';

/** Whom the exchange trusts, by which keys, and for what. */

export const readPartners = async (signal?: AbortSignal) =>
  (await read<{ items: Partner[] }>('/partners', {}, signal)).items;
export const readPartner = (id: string, signal?: AbortSignal) => read<Partner>(`/partners/${id}`, {}, signal);
export const proposePartner = (partner: NewPartner) => write<Receipt>('POST', '/partners', { body: partner });
export const trustPartner = (id: string, version: number, verb: 'approve' | 'resume', fingerprints: string[]) =>
  write<Receipt>('POST', `/partners/${id}/${verb}`, { body: { fingerprints }, version });
export const distrustPartner = (id: string, version: number, verb: 'suspend' | 'revoke', reason: DistrustReason) =>
  write<Receipt>('POST', `/partners/${id}/${verb}`, { body: { reason }, version });
