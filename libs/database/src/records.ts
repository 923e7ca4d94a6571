import type {
  DeepPartial,
  EntityManager,
  EntityTarget,
  FindOptionsWhere,
  ObjectLiteral,
  SelectQueryBuilder,
} from 'typeorm';
import { NotFound, StaleVersion } from '#libs/kernel';
import { PlainRows, type Order } from './plain-rows.js';
import type { Sql } from './sql.js';

export interface Versioned extends ObjectLiteral {
  id: string;
  version: number;
}

/** One entity's rows as the actor of the running transaction may see them. What is hidden does not exist here. */
export class Records<Entity extends ObjectLiteral> {
  private readonly rows: PlainRows<Entity>;

  constructor(
    private readonly manager: EntityManager,
    private readonly entity: EntityTarget<Entity>,
    sql: Sql,
    private readonly meanwhile: (statement: Promise<unknown>) => void,
  ) {
    this.rows = new PlainRows(manager.dataSource, manager.dataSource.getMetadata(entity), sql);
  }

  async find(where: FindOptionsWhere<Entity>): Promise<Entity | null> {
    const found = this.rows.select(where, 'LIMIT 1');
    return found ? ((await found)[0] ?? null) : this.manager.findOne(this.entity, { where });
  }

  all(where: FindOptionsWhere<Entity> | FindOptionsWhere<Entity>[] = {}): Promise<Entity[]> {
    return this.rows.select(where) ?? this.manager.find(this.entity, { where });
  }

  /** The first rows in an order, such as a page of a list. */
  first(
    where: FindOptionsWhere<Entity> | FindOptionsWhere<Entity>[],
    order: Order<Entity>,
    limit: number,
  ): Promise<Entity[]> {
    const found = this.rows.select(where, this.rows.firstBy(order, limit));
    if (!found) throw new Error('A page is asked for by plain values, lists of them, and LessThan.');
    return found;
  }

  /** @throws NotFound where there is none, or none that the actor may see */
  async findOrFail(where: FindOptionsWhere<Entity>): Promise<Entity> {
    return (await this.find(where)) ?? this.missing(where);
  }

  /**
   * The row, locked until the transaction ends. Rows that merely refer to it may still be written meanwhile: nobody changes
   * its key.
   * @param expected the version the asker acted on; leave it out only where no person's reading stands behind the change
   * @throws NotFound, StaleVersion
   */
  async lockOrFail(where: FindOptionsWhere<Entity>, expected?: number): Promise<Entity> {
    const locked = this.rows.select(where, 'LIMIT 1 FOR NO KEY UPDATE');
    const found = locked
      ? (await locked)[0]
      : await this.manager.findOne(this.entity, { where, lock: { mode: 'for_no_key_update' } });
    const row = found ?? this.missing(where);
    this.rows.hold(row);
    if (expected !== undefined && (row as unknown as Versioned).version !== expected) throw new StaleVersion();
    return row;
  }

  create(values: DeepPartial<Entity>): Entity {
    return this.manager.create(this.entity, values);
  }

  /** Inserts new rows; refuses to overwrite. They are on their way: should it fail, the next answer or the end of the work says so. */
  insert(...rows: Entity[]): Promise<void> {
    if (rows.length > 0) this.meanwhile(this.rows.insert(rows));
    return Promise.resolve();
  }

  /** Writes what was changed. Of a row that is locked the outcome is certain, and it is on its way as in `insert`. */
  async save(row: Entity): Promise<Entity> {
    const written = this.rows.update(row);
    if (!written) return this.manager.save(row);
    this.meanwhile(written);
    return row;
  }

  remove(row: Entity): Promise<Entity> {
    return this.manager.remove(row);
  }

  query(alias: string): SelectQueryBuilder<Entity> {
    return this.manager.createQueryBuilder(this.entity, alias);
  }

  private missing(where: FindOptionsWhere<Entity>): never {
    const type = this.manager.dataSource.getMetadata(this.entity).tableName;
    throw new NotFound({ type, id: idOf(where) });
  }
}

/** The id that was asked for, for the audit log; a record looked for by something else has none. */
function idOf(where: object): string {
  const { id } = where as { id?: unknown };
  return typeof id === 'string' ? id : '';
}
