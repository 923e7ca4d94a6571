import { read, write } from './client.js';
import { ApiProblem } from './problem.js';
import type {
  Challenge,
  Colleague,
  Enrolment,
  Interview,
  MatchState,
  MatchSummary,
  NextAction,
  Notice,
  Page,
  PasskeyAnswer,
  PasskeyQuestion,
  PotentialMatch,
  Receipt,
  Refusal,
  Registration,
  RegistrationInput,
  RegistrationSummary,
  RequestState,
  Sensitivity,
  Session,
  TracingRequest,
  TracingRequestSummary,
  Work,
  WorkKind,
} from './types.js';

/** Every call the console makes, by the name of what it does. */

const PAGE_SIZE = 25;
/** Enough to step through all proposals of one request with j and k. */
const MATCHES_OF_ONE_REQUEST = 100;

/** @returns null where nobody is signed in */
export async function readSession(): Promise<Session | null> {
  try {
    return await read<Session>('/session');
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}
export const startSession = (email: string, password: string) =>
  write<Challenge>('POST', '/session', { body: { email, password } });
export const finishSession = (challenge: string, code: string) =>
  write<Session>('POST', '/session/totp', { body: { challenge, code } });
export const askForPasskey = () => write<PasskeyQuestion>('POST', '/session/begin-passkey');
export const startSessionWithPasskey = (answer: PasskeyAnswer) =>
  write<Session>('POST', '/session/passkey', { body: answer });
export const endSession = () => write<void>('DELETE', '/session');

export const readNotices = async () => (await read<{ items: Notice[] }>('/information-notices')).items;

export const enrol = (token: string, password: string) =>
  write<Enrolment>('POST', `/enrolments/${encodeURIComponent(token)}`, { body: { password } });
export const confirmEnrolment = (token: string, code: string) =>
  write<void>('POST', `/enrolments/${encodeURIComponent(token)}/confirm`, { body: { code } });

export const readWork = (kind: WorkKind | undefined, signal?: AbortSignal) => read<Work>('/work', { kind }, signal);

export const readTracingRequests = (
  state: RequestState | undefined,
  cursor: string | undefined,
  signal?: AbortSignal,
) => read<Page<TracingRequestSummary>>('/tracing-requests', { state, cursor, limit: PAGE_SIZE }, signal);
export const readTracingRequest = (id: string, signal?: AbortSignal) =>
  read<TracingRequest>(`/tracing-requests/${id}`, {}, signal);
export const createTracingRequest = (interview: Interview, sensitivity?: Sensitivity) =>
  write<Receipt>('POST', '/tracing-requests', { body: { ...(sensitivity && { sensitivity }), interview } });
export const saveInterview = (id: string, version: number, interview: Interview) =>
  write<Receipt>('PUT', `/tracing-requests/${id}/interview`, { body: interview, version });
export const completeInterview = (id: string, version: number) =>
  write<Receipt>('POST', `/tracing-requests/${id}/complete-interview`, { version });
export const acceptRequest = (id: string, version: number, nextAction: NextAction | undefined) =>
  write<Receipt>('POST', `/tracing-requests/${id}/accept`, { body: { ...(nextAction && { nextAction }) }, version });
export const refuseRequest = (id: string, version: number, refusal: Refusal) =>
  write<Receipt>('POST', `/tracing-requests/${id}/refuse`, { body: refusal, version });
export const askForMore = (id: string, version: number, question: string) =>
  write<Receipt>('POST', `/tracing-requests/${id}/ask-for-more`, { body: { question }, version });

export const putInCharge = (kind: 'tracing-request' | 'registration', id: string, version: number, ownerId: string) =>
  write<Receipt>('POST', `/${kind}s/${id}/reassign`, { body: { ownerId }, version });

export const readRegistrations = (cursor: string | undefined, signal?: AbortSignal) =>
  read<Page<RegistrationSummary>>('/registrations', { cursor, limit: PAGE_SIZE }, signal);
export const readRegistration = (id: string, signal?: AbortSignal) =>
  read<Registration>(`/registrations/${id}`, {}, signal);
export const createRegistration = (registration: RegistrationInput) =>
  write<Receipt>('POST', '/registrations', { body: registration });

export const readMatches = (state: MatchState | undefined, cursor: string | undefined, signal?: AbortSignal) =>
  read<Page<MatchSummary>>('/potential-matches', { state, cursor, limit: PAGE_SIZE }, signal);
export const readMatchesOf = (requestId: string, signal?: AbortSignal) =>
  read<Page<MatchSummary>>('/potential-matches', { requestId, limit: MATCHES_OF_ONE_REQUEST }, signal);
export const readMatch = (id: string, signal?: AbortSignal) =>
  read<PotentialMatch>(`/potential-matches/${id}`, {}, signal);
export const endTask = (id: string, version: number) =>
  write<Receipt>('POST', `/tasks/${id}/done`, { body: {}, version });

export type MatchVerb = 'take' | 'resume-review' | 'ask-for-evidence' | 'reject' | 'judge-probable' | 'confirm';
export const decideMatch = (id: string, version: number, verb: MatchVerb, body: Record<string, string> = {}) =>
  write<Receipt>('POST', `/potential-matches/${id}/${verb}`, { body, version });

export const readColleagues = async (signal?: AbortSignal) =>
  (await read<{ items: Colleague[] }>('/colleagues', {}, signal)).items;
