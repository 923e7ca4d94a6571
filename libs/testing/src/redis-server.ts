import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { freePort } from '#libs/embedded';

/** A Redis of a suite's own, on the loopback address, with the settings that the queues ask for. */
export class RedisServer {
  private server: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<RedisServer> {
    try {
      execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    } catch {
      throw new Error('The program redis-server is missing: install Redis or Valkey to run these tests.');
    }
    const redis = new RedisServer(await freePort(), mkdtempSync(join(tmpdir(), 'relink-redis-')));
    await redis.launch();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Also after `halt`: with the same data on the same port. */
  launch(): Promise<void> {
    const settings = {
      port: String(this.port),
      bind: '127.0.0.1',
      dir: this.folder,
      save: '',
      appendonly: 'yes',
      'maxmemory-policy': 'noeviction',
    };
    const server = spawn(
      'redis-server',
      Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    this.server = server;
    return new Promise((done, refuse) => {
      let said = '';
      server.stdout.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-4_000);
        if (said.includes('Ready to accept connections')) done();
      });
      server.on('close', () => refuse(new Error(`redis-server did not start: ${said.trim().split('\n').at(-1)}`)));
    });
  }

  /** Deletes everything in it. */
  wipe(): Promise<void> {
    return new Promise((done, refuse) => {
      const socket = connect(this.port, '127.0.0.1', () => socket.write('FLUSHALL\r\n'));
      socket.on('error', refuse);
      socket.once('data', (answer: Buffer) => {
        socket.end();
        if (answer.toString().startsWith('+OK')) done();
        else refuse(new Error(`FLUSHALL: ${answer.toString()}`));
      });
    });
  }

  /** Ends it at once, as a failing machine would. */
  async halt(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    await new Promise((done) => {
      server.once('close', done);
      server.kill('SIGKILL');
    });
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
