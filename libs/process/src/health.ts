import { Controller, Get, Header, Module, ServiceUnavailableException, type DynamicModule } from '@nestjs/common';
import { DatabaseHealth } from '#libs/database';

/** The process is there. */
@Controller('health')
export class HealthController {
  constructor(private readonly database: DatabaseHealth) {}

  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It can do its work: the database answers. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(): Promise<{ status: 'ok' }> {
    if (await this.database.answers()) return { status: 'ok' };
    throw new ServiceUnavailableException({ status: 'waiting-for-database' });
  }
}

@Module({})
export class HealthModule {
  static forRoot(): DynamicModule {
    return { module: HealthModule, controllers: [HealthController] };
  }
}
