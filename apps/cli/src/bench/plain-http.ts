import { connect, type Socket } from 'node:net';

export interface PlainAnswer {
  status: number;
  cookie?: string;
  body: Buffer;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * HTTP/1.1 to one address over lines that are kept, as far as a bench needs it: answers say how long they are. Whoever asks
 * shares the processors with what is measured, and should do no more than write a question and wait for its answer.
 */
export class PlainHttp {
  private readonly idle: Line[] = [];
  private readonly host: string;
  private readonly port: number;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    [this.host, this.port] = [hostname, Number(port)];
  }

  async ask(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string | Buffer,
  ): Promise<PlainAnswer> {
    const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
    const all = {
      Host: `${this.host}:${this.port}`,
      ...headers,
      ...(length > 0 && { 'Content-Length': String(length) }),
    };
    const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    const line = this.kept() ?? new Line(connect({ host: this.host, port: this.port, noDelay: true }));
    const answer = await line.ask(`${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n`, body);
    if (line.open) this.idle.push(line);
    return answer;
  }

  /** One that nobody asks on and that the other end has not closed meanwhile. */
  private kept(): Line | undefined {
    for (let line = this.idle.pop(); line; line = this.idle.pop()) if (line.open) return line;
    return undefined;
  }
}

interface Waiting {
  resolve: (answer: PlainAnswer) => void;
  reject: (error: Error) => void;
}

/** One connection, one question at a time. */
class Line {
  open = true;
  private waiting: Waiting | undefined;
  private pieces: Buffer[] = [];
  private received = 0;
  private head: { status: number; cookie?: string; bodyAt: number; length: number } | undefined;

  constructor(private readonly socket: Socket) {
    socket.on('data', (piece: Buffer) => this.take(piece));
    socket.on('error', (error) => this.end(error));
    socket.on('close', () => this.end(new Error('The connection was closed.')));
  }

  ask(head: string, body: string | Buffer): Promise<PlainAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      if (!this.open) return this.end(new Error('The connection was closed.'));
      this.socket.cork();
      this.socket.write(head);
      if (body.length > 0) this.socket.write(body);
      this.socket.uncork();
    });
  }

  private take(piece: Buffer): void {
    this.pieces.push(piece);
    this.received += piece.length;
    if (!this.head) {
      const whole = Buffer.concat(this.pieces);
      this.pieces = [whole];
      const end = whole.indexOf(HEAD_END);
      if (end < 0) return;
      const text = whole.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
      const cookie = /\r\nset-cookie: *([^;\r]+)/i.exec(text)?.[1];
      this.head = {
        status: Number(text.slice(9, 12)),
        ...(cookie && { cookie }),
        bodyAt: end + HEAD_END.length,
        length,
      };
      if (/\r\nconnection: *close/i.test(text)) this.open = false;
    }
    const { status, cookie, bodyAt, length } = this.head;
    if (this.received < bodyAt + length) return;
    const body = Buffer.concat(this.pieces).subarray(bodyAt, bodyAt + length);
    [this.pieces, this.received, this.head] = [[], 0, undefined];
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.resolve({ status, ...(cookie && { cookie }), body });
  }

  private end(error: Error): void {
    this.open = false;
    this.waiting?.reject(error);
    this.waiting = undefined;
  }
}
