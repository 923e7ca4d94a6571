import { connect, type Socket } from 'node:net';
import { ScannerUnavailable } from '../files.errors.js';
import { Refused } from './refusal.js';

/** Milliseconds for one file; a transaction waits for it. */
const PATIENCE_MS = 30_000;
const PIECE_BYTES = 262_144;

/** A running clamd, by `INSTREAM` (clamd(8)). Nothing passes where it does not say "OK". */
export class VirusScanner {
  /** @param address `host:port`, or the path of its socket */
  constructor(private readonly address: string) {}

  /** @throws Refused where something was found, ScannerUnavailable where there is no clear answer */
  async check(bytes: Buffer): Promise<void> {
    const answer = await this.ask(bytes).catch(() => '');
    if (/^stream: .+ FOUND$/.test(answer)) throw new Refused('malware');
    if (answer !== 'stream: OK') throw new ScannerUnavailable();
  }

  private ask(bytes: Buffer): Promise<string> {
    return new Promise((answered, failed) => {
      const socket = this.open();
      let answer = '';
      const late = setTimeout(() => socket.destroy(new Error('late')), PATIENCE_MS);
      socket.on('error', failed);
      socket.on('close', () => {
        clearTimeout(late);
        answered(answer.replace(/\0$/, '').trim());
      });
      socket.on('data', (data: Buffer) => {
        answer += data.toString('latin1');
        if (answer.length > 1_000) socket.destroy();
      });
      socket.on('connect', () => {
        socket.write('zINSTREAM\0');
        for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
          const piece = bytes.subarray(from, from + PIECE_BYTES);
          const length = Buffer.alloc(4);
          length.writeUInt32BE(piece.length);
          socket.write(length);
          socket.write(piece);
        }
        socket.write(Buffer.alloc(4));
      });
    });
  }

  private open(): Socket {
    const [, host, port] = /^(.+):(\d+)$/.exec(this.address) ?? [];
    return port ? connect(Number(port), host) : connect(this.address);
  }
}
