import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message as a mail server takes it over. */
export interface TakenMail {
  from: string;
  to: string[];
  raw: string;
}

/** A real mail server on this machine: speaks SMTP, keeps what it takes, refuses what it is told to. */
export class MailServer {
  readonly taken: TakenMail[] = [];
  /** Answers of the next messages, one each: a refusal of the recipient, or of everything. */
  readonly refusals: { code: number; at: 'recipient' | 'content' }[] = [];
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: false,
      allowInsecureAuth: true,
      hideSTARTTLS: true,
      onAuth: ({ username, password }, _, done) =>
        username === 'relink' && password === 'secret' ? done(null, { user: username }) : done(new Error('who?')),
      onRcptTo: (_, __, done) => this.answer('recipient', done),
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          this.answer('content', (error) => {
            if (error) return done(error);
            const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
            const to = envelope.rcptTo.map(({ address }) => address);
            this.taken.push({ from, to, raw: Buffer.concat(chunks).toString('utf8') });
            done(null, 'taken over');
          });
        });
      },
    });
    this.server.on('error', () => undefined);
  }

  static async start(): Promise<MailServer> {
    const mail = new MailServer();
    await new Promise<void>((listening) => mail.server.listen(0, '127.0.0.1', listening));
    return mail;
  }

  get url(): string {
    return `smtp://relink:secret@127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((stopped) => this.server.close(stopped));
  }

  private answer(at: 'recipient' | 'content', done: (error?: Error | null) => void): void {
    const [next] = this.refusals;
    if (next?.at !== at) return done();
    this.refusals.shift();
    done(Object.assign(new Error('not here'), { responseCode: next.code }));
  }
}

/** A request as a gateway for text messages gets it. */
export interface TakenText {
  headers: NodeJS.Dict<string | string[]>;
  body: Record<string, string>;
}

/** A gateway for text messages that takes forms. */
export class TextGateway {
  readonly taken: TakenText[] = [];
  /** Statuses of the next answers; 202 where it has none. */
  readonly statuses: number[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const status = this.statuses.shift() ?? 202;
        const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
        if (status < 300) this.taken.push({ headers: request.headers, body });
        response.writeHead(status).end('queued as 17');
      });
    });
  }

  static async start(): Promise<TextGateway> {
    const gateway = new TextGateway();
    await new Promise<void>((listening) => gateway.server.listen(0, '127.0.0.1', listening));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/messages`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((stopped) => this.server.close(() => stopped()));
  }
}
