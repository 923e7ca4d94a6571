// A worker process in small, over the built code: it ends only by being killed, or with 1 where it cannot go on.
import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ACCESS_ENTITIES, AccessModule } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { BlindIndex, KeyringKeyProvider, openKeyring } from '#libs/crypto';
import { DatabaseModule } from '#libs/database';
import { HandlesEvents, QueuesModule } from '#libs/queues';

class CountEffects {
  async handle(tx, event) {
    await tx.sql('INSERT INTO test_effects (handler, event_id) VALUES ($1, $2)', ['faults', event.id]);
    // Long enough for some to be killed between the effect and the commit.
    if (event.payload.slow === 'yes') await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  }
}
Injectable()(CountEffects);
HandlesEvents({ name: 'test-faults', topics: ['test.faults'] })(CountEffects);

const databaseUrl = process.env.TEST_DATABASE_URL;
const keyring = await openKeyring(process.env.TEST_KEYRING);
class Worker {}
const app = await NestFactory.createApplicationContext(
  {
    module: Worker,
    imports: [
      DatabaseModule.forRoot({
        url: databaseUrl,
        pool: 6,
        entities: ACCESS_ENTITIES,
        keys: new KeyringKeyProvider(keyring),
      }),
      AuditModule.forRoot(2),
      AccessModule.forRoot({
        sessionMinutes: 30,
        index: new BlindIndex(keyring),
        origin: 'https://console.relink.example',
      }),
      QueuesModule.forRoot({ backend: 'postgres', databaseUrl, concurrency: 4, pace: { firstPauseSeconds: 0.1 } }),
    ],
    providers: [CountEffects],
  },
  { logger: false, abortOnError: false },
).catch(() => process.exit(1));
process.on('unhandledRejection', (error) => {
  process.stderr.write(`unhandled: ${error?.stack ?? error}\n`);
  process.exit(1);
});
process.send?.('ready');
process.on('disconnect', () => app.close().then(() => process.exit(0)));
