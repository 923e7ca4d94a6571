import { type DynamicModule, Module } from '@nestjs/common';
import { AuditTrail, UnitOfWork } from '#libs/database';
import { Clock } from '#libs/kernel';
import { Log } from '#libs/process';
import { OwnKeys } from '../own-keys.js';
import { TrustRegistry } from '../registry/trust-registry.js';
import { Gateway } from './gateway.js';
import { Refusals } from './refusals.js';

/** What the process of the exchange has: it takes messages, and has nothing else of the partners' lib. */
@Module({})
export class GatewayModule {
  /** @param origin that partners were told */
  static forRoot(keys: OwnKeys, origin: string, log: Log): DynamicModule {
    return {
      module: GatewayModule,
      providers: [
        TrustRegistry,
        {
          provide: Refusals,
          useFactory: (unitOfWork: UnitOfWork) => new Refusals(unitOfWork, log),
          inject: [UnitOfWork],
        },
        {
          provide: Gateway,
          useFactory: (
            unitOfWork: UnitOfWork,
            registry: TrustRegistry,
            trail: AuditTrail,
            refusals: Refusals,
            clock: Clock,
          ) => new Gateway(unitOfWork, registry, trail, keys, refusals, clock, origin),
          inject: [UnitOfWork, TrustRegistry, AuditTrail, Refusals, Clock],
        },
      ],
      exports: [Gateway, Refusals],
    };
  }
}
