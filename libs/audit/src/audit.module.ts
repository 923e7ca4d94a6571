import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AuditTrail } from '#libs/database';
import { ChainedAuditTrail } from './chained-audit-trail.js';

@Global()
@Module({})
export class AuditModule {
  static forRoot(chains: number): DynamicModule {
    return {
      module: AuditModule,
      providers: [{ provide: AuditTrail, useFactory: () => new ChainedAuditTrail(chains) }],
      exports: [AuditTrail],
    };
  }
}
