import type { ClientBase, QueryResult } from 'pg';
import { QueryFailedError } from 'typeorm';

/**
 * Plain parametrised SQL inside the running transaction, for what an entity cannot say. Answers the rows. A statement is sent
 * when it is asked for; several that are asked for without waiting are done in that order, and travel together.
 */
export interface Sql {
  <Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export function sqlOn(client: ClientBase): Sql {
  return async <Row>(text: string, parameters: readonly unknown[] = []) => {
    try {
      const result = (await client.query(text, [...parameters])) as QueryResult | QueryResult[];
      return (Array.isArray(result) ? [] : result.rows) as Row[];
    } catch (error) {
      throw new QueryFailedError(text, [...parameters], error as Error);
    }
  };
}
