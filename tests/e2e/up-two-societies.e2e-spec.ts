import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { eventually } from '#libs/testing';
import { isAlive } from './up/processes.js';
import { Place, RelinkUp } from './up/relink-process.js';

let place: Place;
let relink: RelinkUp;
beforeAll(async () => {
  place = await Place.make();
  relink = await RelinkUp.start(place, ['--societies', '2']);
});
afterAll(async () => {
  await relink?.stop('SIGTERM').catch(() => undefined);
  place.remove();
});

/** Whom a Society trusts, as its own database says. */
async function partnersOf(home: string, port: number): Promise<unknown[]> {
  const { superuser } = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as { superuser: string };
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password: superuser, database: 'relink' });
  await client.connect();
  try {
    return (await client.query('SELECT society, state, base_url FROM relink.partners')).rows;
  } finally {
    await client.end();
  }
}

describe('relink up --societies 2', () => {
  it('starts two whole deployments that trust each other, the second on ports a hundred higher', async () => {
    const { ports, home } = place;
    for (const port of [ports.api, ports.portal, ports.exchange, ports.worker])
      for (const society of [port, port + 100])
        expect((await fetch(`http://127.0.0.1:${society}/health/ready`)).status).toBe(200);
    expect(await partnersOf(home, ports.database)).toEqual([
      { society: 'SUD', state: 'paired', base_url: `http://127.0.0.1:${ports.exchange + 100}` },
    ]);
    expect(await partnersOf(join(home, 'second-society'), ports.database + 100)).toEqual([
      { society: 'NOR', state: 'paired', base_url: `http://127.0.0.1:${ports.exchange}` },
    ]);
    const seconds = relink.printed.slice(0, relink.printed.indexOf('Relink is ready'));
    expect(seconds).toContain('The second Society, Sudland Society');
    expect(seconds).toContain('every person in it is invented');
    expect(seconds).toContain(`RELINK_HOME=${join(home, 'second-society')} npm run -s relink -- demo code EMAIL`);
  });

  it('shares nothing between them but the machine: neither has the keys of the other', () => {
    for (const file of ['keyring.json', 'exchange-keys.json', 'secrets.json']) {
      const [one, other] = [place.home, join(place.home, 'second-society')].map((home) =>
        readFileSync(join(home, file), 'utf8'),
      );
      for (const [secret] of one!.matchAll(/"[A-Za-z0-9+/_-]{30,}=*"/g)) expect(other).not.toContain(secret);
    }
  });

  it('stops both with one Ctrl-C, and is a demonstration only', async () => {
    const processes = relink.processes();
    expect(processes.length).toBeGreaterThan(10);
    const { code, stdout } = await relink.stop();
    expect(code).toBe(0);
    expect(stdout).toContain('Relink has stopped.');
    await eventually(() => expect(processes.filter(isAlive)).toEqual([]));
    const refused = await place.relink(['up', '--societies', '2', '--no-demo']);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('are a demonstration') });
  });
});
