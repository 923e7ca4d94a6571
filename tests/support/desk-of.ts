import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Totp } from '#libs/crypto';
import { freePort } from '#libs/embedded';
import { newId, systemActor, type Role } from '#libs/kernel';
import { ApiModule } from '../../apps/api/src/api.module.js';
import { configureApp } from '../../apps/api/src/configure-app.js';
import type { PostOffice } from './post-office.js';
import { Staff } from './staff.js';

const PASSWORD = 'a long enough test password';

/** As the build left it: the api runs from its sources here. */
const CONSOLE = fileURLToPath(new URL('../../dist/apps/console/', import.meta.url));

export interface DeskOf {
  url: string;
  signIn(role: Role): Promise<Staff>;
  close(): Promise<void>;
}

/** The API over the database of a post office, for those who look after its exchange. */
export async function deskOf(office: PostOffice): Promise<DeskOf> {
  const { settings, database, keyring, log, branches } = office;
  // Known beforehand: a browser tells the api where it comes from.
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own = { databaseUrl: database.url('relink_api'), publicOrigin: url };
  const app = await NestFactory.create<NestExpressApplication>(
    ApiModule.forRoot({ ...settings, ...own }, keyring.keyring, log),
    { logger: false, bodyParser: false, abortOnError: false },
  );
  configureApp(app, { log, trustProxy: 0, secureOrigin: false, consoleFiles: CONSOLE });
  await app.listen(port, '127.0.0.1');
  return {
    url,
    async signIn(role) {
      const email = `${newId().slice(-12)}@relink.example`;
      const branchId = branches['Harbour']!;
      const account = { email, name: `Test ${role}`, role, branchId };
      const { id, totp } = await office.accounts.createActive(account, PASSWORD, systemActor('test'));
      const staff = new Staff(url, { email, role, id, branchId });
      await staff.signIn(PASSWORD, new Totp(totp.secret).code(new Date()));
      return staff;
    },
    close: () => app.close(),
  };
}
