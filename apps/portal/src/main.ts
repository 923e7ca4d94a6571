import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { checkProduction, readSettings } from '#libs/config';
import { PortalKeys } from '#libs/crypto';
import { Log, runApp, startProcess } from '#libs/process';
import { configurePortal } from './configure-portal.js';
import { PortalModule } from './portal.module.js';

await startProcess(async () => {
  const settings = readSettings();
  // The portal never sees the keyring; whether that was made for a demonstration, the other processes check.
  checkProduction(settings, { demoKeys: false });
  const log = new Log('portal', settings.logLevel);
  const keys = PortalKeys.read(settings.portalKeys);
  const app = await NestFactory.create<NestExpressApplication>(PortalModule.forRoot(settings, keys, log), {
    logger: log,
    abortOnError: false,
    bodyParser: false,
  });
  configurePortal(app, {
    log,
    trustProxy: settings.trustProxy,
    secureOrigin: settings.portalOrigin.startsWith('https://'),
    audio: settings.portalAudio,
  });
  await runApp(app, { host: settings.host, port: settings.portalPort, log });
});
