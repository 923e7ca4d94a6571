import { FindOperator, type DataSource, type EntityMetadata, type ObjectLiteral } from 'typeorm';
import { StaleVersion } from '#libs/kernel';
import type { Sql } from './sql.js';

type Column = EntityMetadata['columns'][number];
type Row = Record<string, unknown>;

/** By which of an entity's properties rows stand in order, the first counts most. */
export type Order<Entity> = Partial<Record<Extract<keyof Entity, string>, 'ASC' | 'DESC'>>;

/** Columns of these types hold just what the database answers. */
const AS_ANSWERED: ReadonlySet<unknown> = new Set(['text', 'uuid', 'bytea', 'integer', 'smallint']);

/** What of an entity is the same for every statement. */
interface Shape {
  columns: Column[];
  table: string;
  names: string;
}

const shapes = new WeakMap<EntityMetadata, Shape>();

function shapeOf(metadata: EntityMetadata): Shape {
  const known = shapes.get(metadata);
  if (known) return known;
  const { columns } = metadata;
  const table = metadata.tablePath.split('.').map(quoted).join('.');
  const shape = { columns, table, names: columns.map(({ databaseName }) => quoted(databaseName)).join(', ') };
  shapes.set(metadata, shape);
  return shape;
}

/** Does the column stand in the entity as a plain property, as the database answers it? */
function isPlain({ embeddedMetadata, relationMetadata, isVirtual, transformer, type }: Column): boolean {
  return !embeddedMetadata && !relationMetadata && !isVirtual && !transformer && AS_ANSWERED.has(type);
}

const plain = new WeakMap<Column, boolean>();

function plainly(column: Column): boolean {
  let known = plain.get(column);
  if (known === undefined) plain.set(column, (known = isPlain(column)));
  return known;
}

/** The columns of entities as they were locked or inserted, by which a change is found. */
const held = new WeakMap<object, Map<Column, unknown>>();

/**
 * Reads and writes whole rows of one entity with statements of fixed text, which a connection can prepare, and without the
 * layers that TypeORM needs for joins, which our entities do not have. A statement is sent when it is asked for, not later.
 */
export class PlainRows<Entity extends ObjectLiteral> {
  private readonly columns: Column[];
  private readonly table: string;
  private readonly names: string;

  constructor(
    private readonly source: DataSource,
    private readonly metadata: EntityMetadata,
    private readonly sql: Sql,
  ) {
    ({ columns: this.columns, table: this.table, names: this.names } = shapeOf(metadata));
  }

  /** @returns `undefined` where the question is none of the simple ones */
  select(where: ObjectLiteral | readonly ObjectLiteral[], suffix = ''): Promise<Entity[]> | undefined {
    const values: unknown[] = [];
    const alternatives = [where].flat().map((one) => this.condition(one, values));
    if (alternatives.some((one) => one === undefined)) return undefined;
    const conditions = alternatives.every(Boolean) ? `WHERE ${alternatives.join(' OR ')}` : '';
    return this.sql<Row>(`SELECT ${this.names} FROM ${this.table} ${conditions} ${suffix}`, values).then((rows) =>
      rows.map((row) => this.entityOf(row)),
    );
  }

  /** What the database fills in by itself is not read back, save the version. */
  async insert(entities: readonly Entity[]): Promise<void> {
    if (entities.length === 0) return;
    const values: unknown[] = [];
    const parameter = (value: unknown) => `$${values.push(value)}`;
    const rows = entities.map((entity) => {
      const cells = this.columns.map((column) => {
        if (column.isVersion) column.setEntityValue(entity, 1);
        const value = this.valueOf(column, entity);
        return value === undefined ? 'DEFAULT' : parameter(value);
      });
      return `(${cells.join(', ')})`;
    });
    for (const entity of entities) this.hold(entity);
    await this.sql(`INSERT INTO ${this.table} (${this.names}) VALUES ${rows.join(', ')}`, values);
  }

  /** Writes what was changed since the row was locked or inserted. @returns `undefined` where it was neither */
  update(entity: Entity): Promise<void> | undefined {
    const before = held.get(entity);
    if (!before) return undefined;
    const changed = this.columns.filter(
      (column) => !column.isVersion && !same(before.get(column), this.valueOf(column, entity)),
    );
    if (changed.length === 0) return Promise.resolve();
    const values: unknown[] = [];
    const equals = (column: Column) =>
      `${quoted(column.databaseName)} = $${values.push(this.valueOf(column, entity) ?? null)}`;
    const sets = changed.map(equals);
    const { versionColumn, primaryColumns } = this.metadata;
    if (versionColumn) {
      const version = quoted(versionColumn.databaseName);
      sets.push(`${version} = ${version} + 1`);
    }
    const where = [...primaryColumns, ...(versionColumn ? [versionColumn] : [])].map(equals);
    const statement = this.sql(
      `UPDATE ${this.table} SET ${sets.join(', ')} WHERE ${where.join(' AND ')} ${versionColumn ? 'RETURNING true' : ''}`,
      values,
    ).then((rows) => {
      if (versionColumn && rows.length === 0) throw new StaleVersion();
    });
    if (versionColumn) versionColumn.setEntityValue(entity, (this.valueOf(versionColumn, entity) as number) + 1);
    this.hold(entity);
    return statement;
  }

  /** From here to the end of the transaction nobody else changes this row: what changes is what is written. */
  hold(entity: Entity): void {
    held.set(entity, new Map(this.columns.map((column) => [column, copyOf(this.valueOf(column, entity))])));
  }

  /** What puts rows in an order and takes the first of them. */
  firstBy(order: Order<Entity>, limit: number): string {
    const by = Object.entries(order).map(([property, way]) => {
      const column = this.columns.find(({ propertyName }) => propertyName === property)!;
      return `${quoted(column.databaseName)} ${way as 'ASC' | 'DESC'}`;
    });
    return `ORDER BY ${by.join(', ')} LIMIT ${Math.trunc(limit)}`;
  }

  private condition(where: ObjectLiteral, values: unknown[]): string | undefined {
    const parts: string[] = [];
    for (const [property, asked] of Object.entries(where)) {
      const column = this.columns.find(({ propertyName }) => propertyName === property);
      if (!column) return undefined;
      const name = quoted(column.databaseName);
      if (asked instanceof FindOperator && asked.type === 'in' && Array.isArray(asked.value))
        parts.push(`${name} = ANY ($${values.push(asked.value.map((one) => this.persistent(column, one)))})`);
      else if (asked instanceof FindOperator && asked.type === 'isNull') parts.push(`${name} IS NULL`);
      else if (asked instanceof FindOperator && asked.type === 'lessThan')
        parts.push(`${name} < $${values.push(this.persistent(column, asked.value))}`);
      else if (['string', 'number', 'boolean'].includes(typeof asked))
        parts.push(`${name} = $${values.push(this.persistent(column, asked))}`);
      else return undefined;
    }
    return parts.length > 0 ? `(${parts.join(' AND ')})` : '';
  }

  private entityOf(row: Row): Entity {
    const entity = this.metadata.create(undefined, { fromDeserializer: true }) as Entity;
    for (const column of this.columns) {
      const answered = row[column.databaseName];
      if (plainly(column)) (entity as Row)[column.propertyName] = answered;
      else column.setEntityValue(entity, this.source.driver.prepareHydratedValue(answered, column));
    }
    return entity;
  }

  private valueOf(column: Column, entity: Entity): unknown {
    if (plainly(column)) return (entity as Row)[column.propertyName];
    return this.persistent(column, column.getEntityValue(entity));
  }

  private persistent(column: Column, value: unknown): unknown {
    return this.source.driver.preparePersistentValue(value, column) as unknown;
  }
}

function quoted(name: string): string {
  return `"${name}"`;
}

/** Of what is kept, only lists and dates can be changed from within. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])];
  return value instanceof Date ? value.getTime() : value;
}

function same(before: unknown, now: unknown): boolean {
  if (now instanceof Date) return before === now.getTime();
  if (Buffer.isBuffer(before) && Buffer.isBuffer(now)) return before.equals(now);
  if (Array.isArray(before) && Array.isArray(now))
    return before.length === now.length && before.every((one, at) => one === now[at]);
  return (before ?? null) === (now ?? null);
}
