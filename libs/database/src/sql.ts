import type { ClientBase, QueryResult } from 'pg';
import { QueryFailedError } from 'typeorm';

/**
 * Plain parametrised SQL inside the running transaction, for what an entity cannot say. Answers the rows. A statement is sent
 * when it is asked for; several that are asked for without waiting are done in that order, and travel together.
 */
export interface Sql {
  <Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** @param ended has the transaction come to its end? What goes on beside work that failed must not ask in the next one's name. */
export function sqlOn(client: ClientBase, ended: () => boolean = () => false): Sql {
  return async <Row>(text: string, parameters: readonly unknown[] = []) => {
    if (ended()) throw new Error('This transaction has ended.');
    try {
      const result = (await client.query(text, [...parameters])) as QueryResult | QueryResult[];
      return (Array.isArray(result) ? [] : result.rows) as Row[];
    } catch (error) {
      throw new QueryFailedError(text, [...parameters], error as Error);
    }
  };
}
