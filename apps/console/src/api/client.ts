import { ApiProblem, problemFrom, Unreachable } from './problem.js';

const BASE = '/api/v1';

type Query = Record<string, string | number | undefined>;
interface Change {
  body?: unknown;
  /** The version the person was looking at; sent as If-Match so that nobody overwrites what they have not seen. */
  version?: number;
}

/** Called where the session has ended while someone was working. */
let sessionEnded: () => void = () => undefined;
export function onSessionEnded(listener: () => void): void {
  sessionEnded = listener;
}

export async function read<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value));
  const search = params.size > 0 ? `?${params}` : '';
  const response = await send(`${path}${search}`, { method: 'GET', signal: signal ?? null });
  return (await response.json()) as T;
}

/**
 * Keys of writes whose answer never came. The same write sent again carries the same key, so pressing the button
 * a second time on a bad line cannot do the thing twice.
 */
const unanswered = new Map<string, string>();

export async function write<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, change: Change = {}): Promise<T> {
  const body = method === 'DELETE' ? null : JSON.stringify(change.body ?? {});
  const what = `${method} ${path} ${change.version ?? ''} ${body}`;
  const key = unanswered.get(what) ?? crypto.randomUUID();
  unanswered.set(what, key);
  const headers: Record<string, string> = { 'Idempotency-Key': key };
  if (body !== null) headers['Content-Type'] = 'application/json';
  if (change.version !== undefined) headers['If-Match'] = `"${change.version}"`;
  try {
    const response = await send(path, { method, headers, body });
    unanswered.delete(what);
    return (response.status === 204 ? undefined : await response.json()) as T;
  } catch (error) {
    // A server that failed half-way may have done it; a definite refusal did not.
    if (error instanceof ApiProblem && error.status < 500) unanswered.delete(what);
    throw error;
  }
}

const headersOfBytes = (version: number) => ({
  'Content-Type': 'application/octet-stream',
  'Idempotency-Key': crypto.randomUUID(),
  'If-Match': `"${version}"`,
});

/** Sends the bytes of a file, as they are. */
export async function upload<T>(path: string, file: Blob, version: number): Promise<T> {
  const response = await send(path, { method: 'POST', headers: headersOfBytes(version), body: file });
  return (await response.json()) as T;
}

/** The same, telling how far it is: `fetch` cannot. @param tell with a share from 0 to 1 */
export function uploadTelling<T>(path: string, file: Blob, version: number, tell: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${BASE}${path}`);
    const headers = { ...headersOfBytes(version), Accept: 'application/json, application/problem+json' };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => tell(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Unreachable(undefined));
    request.onload = () => {
      const { status, responseText } = request;
      judged(new Response(responseText, { status }))
        .then((response) => response.json())
        .then((body) => resolve(body as T), reject);
    };
    request.send(file);
  });
}

/** The bytes of a file that is asked for with something that must not stand in an address. */
export async function fetchFile(path: string, body: object): Promise<Blob> {
  const headers = { 'Content-Type': 'application/json', Accept: '*/*, application/problem+json' };
  return (await send(path, { method: 'POST', headers, body: JSON.stringify(body) })).blob();
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${BASE}${path}`, {
      ...init,
      headers: { Accept: 'application/json, application/problem+json', ...(init.headers as Record<string, string>) },
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Unreachable(error);
  }
  return judged(response);
}

/** @throws ApiProblem */
async function judged(response: Response): Promise<Response> {
  if (response.ok) return response;
  const problem = await problemFrom(response);
  if (problem.status === 401 && problem.code === 'session.required') sessionEnded();
  throw problem;
}
