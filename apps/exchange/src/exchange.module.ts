import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import type { Settings } from '#libs/config';
import { KeyProvider, type KekId, type WrappedKey } from '#libs/crypto';
import { Authorizer, DatabaseModule } from '#libs/database';
import { Forbidden, type Clock } from '#libs/kernel';
import { GatewayModule, PARTNERS_ENTITIES, type OwnKeys } from '#libs/partners';
import { HealthModule, type Log } from '#libs/process';
import { ExchangeController } from './exchange.controller.js';

/** Nothing of a person's record is opened or sealed here. */
class NoDataKeys extends KeyProvider {
  current(): KekId {
    throw new Forbidden();
  }

  wrap(): Promise<WrappedKey> {
    return Promise.reject(new Forbidden());
  }

  unwrap(): Promise<Buffer> {
    return Promise.reject(new Forbidden());
  }

  rotate(): Promise<KekId> {
    return Promise.reject(new Forbidden());
  }
}

/** No member of staff acts here. */
class NobodyMay extends Authorizer {
  authorize(): void {
    throw new Forbidden();
  }

  allows(): boolean {
    return false;
  }
}

@Global()
@Module({ providers: [{ provide: Authorizer, useClass: NobodyMay }], exports: [Authorizer] })
class NobodyMayModule {}

/** The gateway that partners reach: a role that adds to its inbox, and keys of the exchange alone. */
@Module({})
export class ExchangeModule {
  static forRoot(settings: Settings, keys: OwnKeys, log: Log, clock?: Clock): DynamicModule {
    return {
      module: ExchangeModule,
      imports: [
        DatabaseModule.forRoot({
          url: settings.databaseUrl,
          pool: settings.databasePool,
          entities: PARTNERS_ENTITIES,
          keys: new NoDataKeys(),
          clock,
        }),
        NobodyMayModule,
        AuditModule.forExchange(),
        GatewayModule.forRoot(keys, settings.exchangeOrigin, log),
        HealthModule.forRoot(),
      ],
      controllers: [ExchangeController],
    };
  }
}
