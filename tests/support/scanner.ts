import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createHash } from 'node:crypto';

/** SHA-256 of the file that every scanner knows and that harms nobody (https://www.eicar.org), in its 68 bytes. */
const EICAR = '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f';

const EICAR_BYTES = 68;

/** The test file, put together here so that no scanner takes this source for it. */
export const eicar = () =>
  Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''));

/** A scanner that speaks clamd's INSTREAM, knows one signature, and can fall silent or talk nonsense. */
export class Scanner {
  behaviour: 'works' | 'silent' | 'nonsense' | 'hangs-up' = 'works';
  scanned = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
      let heard = Buffer.alloc(0);
      socket.on('data', (data: Buffer) => {
        heard = Buffer.concat([heard, data]);
        const bytes = streamed(heard);
        if (bytes) this.answer(socket, bytes);
      });
    });
  }

  static async start(): Promise<Scanner> {
    const scanner = new Scanner();
    await new Promise<void>((listening) => scanner.server.listen(0, '127.0.0.1', listening));
    return scanner;
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((stopped) => this.server.close(() => stopped()));
  }

  private answer(socket: Socket, bytes: Buffer): void {
    this.scanned++;
    if (this.behaviour === 'hangs-up') return void socket.destroy();
    if (this.behaviour === 'silent') return;
    // Alone, or after something else.
    const found = createHash('sha256').update(bytes.subarray(-EICAR_BYTES)).digest('hex') === EICAR;
    const said =
      this.behaviour === 'nonsense'
        ? 'INSTREAM size limit exceeded. ERROR'
        : found
          ? 'stream: Eicar-Test-Signature FOUND'
          : 'stream: OK';
    socket.end(`${said}\0`);
  }
}

/** The bytes between `zINSTREAM` and the empty piece that ends them, once all are there. */
function streamed(heard: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (heard.length < command.length || heard.subarray(0, command.length).toString() !== command) return undefined;
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= heard.length;) {
    const length = heard.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    if (at + 4 + length > heard.length) return undefined;
    pieces.push(heard.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
