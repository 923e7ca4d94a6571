// Writes docs/openapi.json from the routes, and the console's types from it. Run after a build.
import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { ROOT } from './prepare.mjs';

const { ApiModule } = await import('../dist/apps/api/src/api.module.js');
const { describeApi } = await import('../dist/apps/api/src/openapi.js');
const { createKeyring, openKeyring } = await import('../dist/libs/crypto/src/index.js');
const { readSettings } = await import('../dist/libs/config/src/index.js');
const { Log } = await import('../dist/libs/process/src/index.js');
const { mkdtempSync, rmSync } = await import('node:fs');
const { tmpdir } = await import('node:os');

// Preview: the routes are read, nothing is started and no database is needed.
const folder = mkdtempSync(join(tmpdir(), 'relink-openapi-'));
const path = join(folder, 'keyring.json');
await createKeyring(path, { demo: true });
const settings = readSettings({
  RELINK_KEYRING: path,
  RELINK_DATABASE_URL: 'postgresql://relink_api@127.0.0.1/relink',
});
const app = await NestFactory.create(
  ApiModule.forRoot(settings, await openKeyring(path), new Log('openapi', 'silent')),
  { preview: true, logger: false },
);
app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
const document = join(ROOT, 'docs', 'openapi.json');
writeFileSync(document, `${JSON.stringify(describeApi(app), null, 2)}\n`);
rmSync(folder, { recursive: true });
execFileSync(
  process.execPath,
  [
    join(ROOT, 'node_modules/openapi-typescript/bin/cli.js'),
    document,
    '-o',
    join(ROOT, 'apps/console/src/api/schema.d.ts'),
  ],
  { stdio: 'inherit' },
);
