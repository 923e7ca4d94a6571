import type { EntityManager } from 'typeorm';

/** Plain parametrised SQL inside the running transaction, for what an entity cannot say. Answers the rows. */
export interface Sql {
  <Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export function sqlOf(manager: EntityManager): Sql {
  const runner = manager.queryRunner;
  if (!runner) throw new Error('SQL runs only inside a unit of work');
  return async <Row>(text: string, parameters: readonly unknown[] = []) => {
    const result = await runner.query(text, [...parameters], true);
    return result.records as Row[];
  };
}
