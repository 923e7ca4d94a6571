import type { OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { Connection } from './connection.js';
import { connectionSettings, type DatabaseOptions } from './data-source.js';

/** Each answers one question at a time, and only when the process comes round to it: few would be too few when it is busy. */
const CONNECTIONS = 8;

/**
 * Connections for questions of a single statement that come before a turn, such as whose session this is. On the connections
 * of those who have a turn they would stand in one line with them, which nobody sees and nobody is refused from.
 */
export class QuickQuestions implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor({ url }: Pick<DatabaseOptions, 'url'>) {
    this.pool = new Pool({ connectionString: url, max: CONNECTIONS, Client: Connection, ...connectionSettings });
    // One that breaks while nobody asks is thrown away; without a listener that would end the process.
    this.pool.on('error', () => undefined);
  }

  async ask<Row>(text: string, parameters: readonly unknown[]): Promise<Row[]> {
    return (await this.pool.query(text, [...parameters])).rows as Row[];
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.end();
  }
}
