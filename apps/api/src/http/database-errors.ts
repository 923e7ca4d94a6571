/**
 * Codes of trouble with the database that passes by itself: the operating system's own, and PostgreSQL's
 * (https://www.postgresql.org/docs/18/errcodes-appendix.html): lock not available, a database that takes no connections or
 * is just being replaced, a statement or an idle transaction timed out.
 */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '55P03',
  '55000',
  '3D000',
  '57014',
  '25P03',
]);
/** Classes of the same: connection exceptions, transactions rolled back, insufficient resources, operator intervention. */
const PASSING_CLASS = /^(08|40|53|57P)/;

/** The client library gives no code where a connection broke or none was free in time. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (was closed|has encountered)|Query read timeout)/;

/** Asking again in a moment makes sense. */
export function passes(error: unknown): boolean {
  const { code, syscall, name, message } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  // A database that is not there has no socket either.
  if (code === 'ENOENT') return syscall === 'connect';
  if (typeof code === 'string') return PASSING.has(code) || PASSING_CLASS.test(code);
  return LOST.test(message ?? '') || name === 'QueryRunnerAlreadyReleasedError';
}

/** Two requests made the same at once; the second met a unique index. */
export function wasDoneTwice(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === '23505';
}
