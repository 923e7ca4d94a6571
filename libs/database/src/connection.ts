import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { Client, type ClientConfig } from 'pg';

/** So many different texts are prepared; lists of every length could otherwise fill the memory of the database. */
const MOST_PREPARED = 1_000;
const LONGEST_PREPARED = 10_000;

/** A question without values, such as the first page of a list. */
const ONE_QUESTION = /^SELECT [^;]*$/;

const names = new Map<string, string>();

/**
 * A connection to PostgreSQL that prepares what it is asked again and again: a statement is read and planned once for each
 * connection, and not for each request, which is more than half of the work of a short one. Statements go out when they are
 * asked for, whether or not the one before was answered, and those of one moment in one piece: each piece costs the processes
 * on both ends as much as a short statement.
 */
export class Connection extends Client {
  private heldBack = false;

  constructor(config?: ConstructorParameters<typeof Client>[0]) {
    super({ ...(config as ClientConfig), pipeline: true });
    // One that breaks while nobody has a query on it says so with an event; without a listener that would end the process.
    // The query that comes next fails by itself, and the pool throws the connection away.
    this.on('error', () => undefined);
    const plain = this.query.bind(this) as (...asked: unknown[]) => unknown;
    this.query = ((...asked: unknown[]) => {
      this.holdBack();
      return plain(...prepared(asked));
    }) as typeof this.query;
  }

  /** What is written from here to the end of the moment goes out in one piece. */
  private holdBack(): void {
    if (this.heldBack) return;
    this.heldBack = true;
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
    stream.cork();
    process.nextTick(() => {
      this.heldBack = false;
      stream.uncork();
    });
  }
}

/** The same query under the name by which the connection knows it; what may be several statements in one is sent as it is. */
function prepared([text, values, ...rest]: unknown[]): unknown[] {
  if (typeof text !== 'string' || !Array.isArray(values)) return [text, values, ...rest];
  if (values.length === 0 && !ONE_QUESTION.test(text)) return [text, values, ...rest];
  const name = nameOf(text);
  return name ? [{ name, text, values: values as unknown[] }, ...rest] : [text, values, ...rest];
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST_PREPARED || text.length > LONGEST_PREPARED) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return name;
}
