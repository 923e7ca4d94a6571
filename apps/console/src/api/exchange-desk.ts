import { read, write } from './client.js';
import type {
  DeskAction,
  ExchangeHealth,
  IncomingMessage,
  IncomingState,
  OutgoingMessage,
  OutgoingState,
  OwnKeys,
} from './exchange-types.js';
import type { Page, Receipt } from './types.js';

/** For those who answer for the exchange as a whole: what went and came, how partners do, what we are known by. */

export interface PostQuery<State> {
  partnerId: string | undefined;
  state: State | undefined;
  cursor: string | undefined;
}

export const readOutbox = (query: PostQuery<OutgoingState>, signal?: AbortSignal) =>
  read<Page<OutgoingMessage>>('/exchange/outbox', { ...query }, signal);
export const readInbox = (query: PostQuery<IncomingState>, signal?: AbortSignal) =>
  read<Page<IncomingMessage>>('/exchange/inbox', { ...query }, signal);
export const takeMessage = (id: string, action: DeskAction) =>
  write<Receipt>('POST', `/exchange/outbox/${id}/${action}`, { body: {} });
export const readOwnKeys = (signal?: AbortSignal) => read<OwnKeys>('/exchange/keys', {}, signal);
export const readHealth = (signal?: AbortSignal) => read<ExchangeHealth>('/partners/health', {}, signal);
export const resumeEnquiries = (id: string, version: number) =>
  write<Receipt>('POST', `/partners/${id}/resume-enquiries`, { body: {}, version });
