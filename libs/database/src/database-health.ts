import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A database that accepts a connection and then says nothing is no database. */
const PATIENCE_MS = 2_000;

@Injectable()
export class DatabaseHealth {
  constructor(private readonly dataSource: DataSource) {}

  /** True where the database answers a query now. */
  answers(): Promise<boolean> {
    const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS).unref());
    const answer = this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answer, late]);
  }
}
