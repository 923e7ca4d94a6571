import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Row-level security does not bind superusers: a process that runs as one must not start, wherever it is. */
@Injectable()
export class RoleCheck implements OnModuleInit {
  constructor(private readonly dataSource: DataSource) {}

  async onModuleInit(): Promise<void> {
    const rows = await this.dataSource.query<{ unbound: boolean }[]>(
      `SELECT rolsuper OR rolbypassrls AS unbound FROM pg_roles WHERE rolname = current_user`,
    );
    if (rows[0]?.unbound !== false) {
      throw new Error(
        'The database role of this process is a superuser or bypasses row-level security. Use the role made for it, such as relink_api.',
      );
    }
  }
}
