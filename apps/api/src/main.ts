import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { checkProduction, readSettings } from '#libs/config';
import { openKeyring } from '#libs/crypto';
import { Log, runApp, startProcess } from '#libs/process';
import { ApiModule } from './api.module.js';
import { configureApp } from './configure-app.js';

await startProcess(async () => {
  const settings = readSettings();
  const keyring = await openKeyring(settings.keyring);
  checkProduction(settings, { demoKeys: keyring.demo });
  const log = new Log('api', settings.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(settings, keyring, log), {
    logger: log,
    abortOnError: false,
    bodyParser: false,
  });
  configureApp(app, {
    log,
    trustProxy: settings.trustProxy,
    secureOrigin: settings.publicOrigin.startsWith('https://'),
  });
  await runApp(app, { host: settings.host, port: settings.apiPort, log });
});
