import { Controller, Get, Header, ServiceUnavailableException } from '@nestjs/common';
import { PortalDatabase } from '#libs/family-access';

@Controller('health')
export class PortalHealthController {
  constructor(private readonly database: PortalDatabase) {}

  @Get('live')
  @Header('Content-Type', 'application/json')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Header('Content-Type', 'application/json')
  async ready(): Promise<{ status: 'ok' }> {
    if (await this.database.answers()) return { status: 'ok' };
    throw new ServiceUnavailableException();
  }
}
