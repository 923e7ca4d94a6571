import type { Server } from 'node:http';

/**
 * How long a connection is kept for the next request. Whoever sends on one that is just being closed gets no answer and does
 * not know what became of it, so it is longer than programs that keep connections, such as reverse proxies, hold them: a
 * minute as a rule.
 */
const KEPT_MS = 75_000;
const HEADERS_MS = 10_000;
/** Node looks for late requests every half minute only, unless told before it listens. */
const LOOKED_AT_EVERY_MS = 1_000;

/** @param request milliseconds a request may take to arrive as a whole */
export function limitTimes(server: Server & { connectionsCheckingInterval?: number }, request: number): void {
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = request;
  server.keepAliveTimeout = KEPT_MS;
  server.connectionsCheckingInterval = LOOKED_AT_EVERY_MS;
}
