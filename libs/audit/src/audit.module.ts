import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AuditTrail } from '#libs/database';
import { ChainedAuditTrail, EXCHANGE_CHAIN } from './chained-audit-trail.js';

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

  /** For the gateway of the exchange, whose chain is its own. */
  static forExchange(): DynamicModule {
    return {
      module: AuditModule,
      providers: [{ provide: AuditTrail, useFactory: () => new ChainedAuditTrail(1, EXCHANGE_CHAIN) }],
      exports: [AuditTrail],
    };
  }
}
