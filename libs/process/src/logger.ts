import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * The only fields that are ever logged. No name, no address, no token, no query string, no request body, no error
 * message: a database's message can hold the values of a row.
 */
export interface LogFields {
  event: string;
  context?: string;
  method?: string;
  /** The pattern of the route, never the address that was asked for. */
  route?: string;
  status?: number;
  milliseconds?: number;
  requestId?: string;
  /** A stable code such as `record.not-found`. */
  code?: string;
  errorName?: string;
  /** Where in our code, without the message. */
  frames?: string[];
  count?: number;
}

type Level = 'debug' | 'info' | 'warn' | 'error';

/** Structured logs, one JSON object a line, by allow-list. */
export class Log implements LoggerService {
  private readonly pino: Logger;

  /** @param to where the lines go; the standard output where it is left out */
  constructor(app: string, level: Level | 'silent', to?: DestinationStream) {
    const options = { level, base: { app }, timestamp: pino.stdTimeFunctions.isoTime };
    this.pino = to ? pino(options, to) : pino(options);
  }

  write(level: Level, fields: LogFields): void {
    const { event, context, method, route, status, milliseconds, requestId, code, errorName, frames, count } = fields;
    this.pino[level]({
      event,
      context,
      method,
      route,
      status,
      milliseconds,
      requestId,
      code,
      errorName,
      frames,
      count,
    });
  }

  /** A failure nobody expected: its kind, its code and where, never its message. */
  failure(event: string, error: unknown, fields: Omit<LogFields, 'event'> = {}): void {
    this.write('error', { ...fields, event, ...describe(error) });
  }

  log(_message: unknown, context?: string): void {
    this.write('debug', { event: 'nest', context });
  }

  warn(_message: unknown, context?: string): void {
    this.write('warn', { event: 'nest', context });
  }

  error(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    this.failure('nest', message, { context: typeof context === 'string' ? context.slice(0, 80) : undefined });
  }
}

function describe(error: unknown): Pick<LogFields, 'errorName' | 'code' | 'frames'> {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const code = (error as { code?: unknown }).code;
  // A message of several lines can look like frames; it stands before the first of them.
  const { stack = '', message } = error;
  const frames = stack
    .slice(message === '' ? 0 : stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  return { errorName: error.name, ...(typeof code === 'string' && { code }), frames };
}
