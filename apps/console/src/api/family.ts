import { read, write } from './client.js';
import type { FamilyDesk, IssuedCard, PortalLanguage, Receipt } from './types.js';

/** What goes to and fro between a family and us: cards, letters, answers. */

/** Every reading of letters is logged. */
export const readFamilyDesk = (requestId: string, signal?: AbortSignal) =>
  read<FamilyDesk>(`/tracing-requests/${requestId}/family-access`, {}, signal);
/** The code and the page to print are answered once and kept nowhere. */
export const issueCard = (requestId: string, card: { language: PortalLanguage; word: string }) =>
  write<IssuedCard>('POST', `/tracing-requests/${requestId}/family-cards`, { body: card });
export const reIssueCard = (cardId: string, version: number, word: string) =>
  write<IssuedCard>('POST', `/family-cards/${cardId}/re-issue`, { body: { word }, version });
export const cancelCard = (cardId: string, version: number) =>
  write<Receipt>('POST', `/family-cards/${cardId}/cancel`, { version });
export const answerFamily = (requestId: string, text: string) =>
  write<Receipt>('POST', `/tracing-requests/${requestId}/family-answers`, { body: { text } });
export const settleInvitation = (requestId: string, verb: 'invite-to-talk' | 'end-invitation') =>
  write<Receipt>('POST', `/tracing-requests/${requestId}/${verb}`);
