// One Society's worker of the exchange in small, over the built code: it ends only by being killed.
import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ACCESS_ENTITIES, AccessModule } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { BlindIndex, ExchangeKeys, KeyringKeyProvider, openKeyring } from '#libs/crypto';
import { DatabaseModule } from '#libs/database';
import { Composes, OwnKeys, PARTNERS_ENTITIES, Takes, TrafficModule } from '#libs/partners';
import { Log } from '#libs/process';
import { TASKS_ENTITIES } from '#libs/tasks';

const A_WHILE = 30 * 86_400;
const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 15));

class Correspondent {
  async compose(tx) {
    return {
      envelope: {
        purpose: 'share-with-partner',
        basis: 'consent',
        permit: '019504d2-7c00-7000-8000-0000000000aa',
        fields: ['sex'],
        sensitivity: 'open',
        expires: Math.floor(tx.now.getTime() / 1_000) + A_WHILE,
        hops: 0,
        onward: 'forbidden',
      },
      body: { person: { sex: 'female' } },
    };
  }

  async stillAllowed() {
    // Long enough for some to be killed between the note of the attempt and the request.
    await pause();
    return true;
  }

  async take(tx, { id, message }) {
    await tx.sql('INSERT INTO test_taken (message_id, name, seq) VALUES ($1, $2, $3)', [id, message.type, message.seq]);
    await pause();
  }
}
Injectable()(Correspondent);
Composes({ names: ['enquiry'] })(Correspondent);
Takes({ names: ['enquiry'] })(Correspondent);

const keyring = await openKeyring(process.env.TEST_KEYRING);
const keys = new OwnKeys(new ExchangeKeys(process.env.TEST_EXCHANGE_KEYS), process.env.TEST_SOCIETY);
class Worker {}
const app = await NestFactory.createApplicationContext(
  {
    module: Worker,
    imports: [
      DatabaseModule.forRoot({
        url: process.env.TEST_DATABASE_URL,
        pool: 6,
        entities: [...ACCESS_ENTITIES, ...TASKS_ENTITIES, ...PARTNERS_ENTITIES],
        keys: new KeyringKeyProvider(keyring),
      }),
      AuditModule.forRoot(4),
      AccessModule.forRoot({
        sessionMinutes: 30,
        index: new BlindIndex(keyring),
        origin: 'https://console.relink.example',
      }),
      TrafficModule.forWorker(keys, new Log('post', 'silent'), { demo: true, everyMs: 50 }),
    ],
    providers: [Correspondent],
  },
  { logger: false, abortOnError: false },
).catch(() => process.exit(1));
process.send?.('ready');
process.on('disconnect', () => app.close().then(() => process.exit(0)));
