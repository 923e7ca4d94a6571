import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { checkProduction, readSettings } from '#libs/config';
import { openKeyring } from '#libs/crypto';
import { Log, runApp, startProcess } from '#libs/process';
import { WorkerModule } from './worker.module.js';

await startProcess(async () => {
  const settings = readSettings();
  const keyring = await openKeyring(settings.keyring);
  checkProduction(settings, { demoKeys: keyring.demo });
  const log = new Log('worker', settings.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(WorkerModule.forRoot(settings, keyring, log), {
    logger: log,
    abortOnError: false,
  });
  app.disable('x-powered-by');
  await runApp(app, { host: settings.host, port: settings.workerPort, log });
});
