import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { checkProduction, readSettings, SettingsRefused } from '#libs/config';
import { ExchangeKeys } from '#libs/crypto';
import { OwnKeys } from '#libs/partners';
import { Log, runApp, startProcess } from '#libs/process';
import { configureExchange } from './configure-exchange.js';
import { ExchangeModule } from './exchange.module.js';

await startProcess(async () => {
  const settings = readSettings();
  const keys = new OwnKeys(new ExchangeKeys(settings.exchangeKeys), settings.society);
  checkProduction(settings, { demoKeys: keys.demo });
  if (settings.environment === 'production' && !settings.exchangeOrigin.startsWith('https://'))
    throw new SettingsRefused(['RELINK_EXCHANGE_ORIGIN must begin with https:// in production']);
  // Without keys there is nothing it could do: it says so now, and not to the first partner.
  keys.signing(Date.now() / 1_000);
  const log = new Log('exchange', settings.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(ExchangeModule.forRoot(settings, keys, log), {
    logger: log,
    abortOnError: false,
    bodyParser: false,
  });
  configureExchange(app, log);
  await runApp(app, { host: settings.host, port: settings.exchangePort, log });
});
