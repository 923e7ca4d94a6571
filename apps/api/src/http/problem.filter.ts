import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RelinkError, type RefusalKind } from '#libs/kernel';
import { Log } from '#libs/process';
import { passes, wasDoneTwice } from './database-errors.js';
import type { ProblemDto } from './problem.js';

const STATUS: Record<RefusalKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  precondition: 428,
  'too-many': 429,
  'too-large': 413,
  unavailable: 503,
};

/** What the framework itself refuses, in our words. */
const FRAMEWORK: Record<number, { code: string; detail: string }> = {
  400: {
    code: 'request.not-understood',
    detail: 'The request could not be read. Send valid JSON as described in the API document.',
  },
  404: { code: 'route.not-found', detail: 'There is nothing at this address. See the API document for the routes.' },
  405: {
    code: 'route.method',
    detail: 'This address does not take that method. See the API document for those it takes.',
  },
  409: {
    code: 'request.done-twice',
    detail: 'Somebody did the same at this moment. Load it again and see what is still to do.',
  },
  411: { code: 'request.length-needed', detail: 'Say how long the body is: send Content-Length.' },
  413: {
    code: 'request.too-large',
    detail: 'The request is too large. Shorten the longest texts or send fewer entries.',
  },
  415: { code: 'request.media-type', detail: 'Send the body as application/json.' },
  503: { code: 'service.waiting', detail: 'Relink is starting or cannot reach its database. Try again in a moment.' },
};

/** The one place where refusals become HTTP. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    if (response.headersSent) return void response.end();
    const problem = this.problemOf(error);
    if (problem.retryAfter !== undefined) response.setHeader('Retry-After', String(problem.retryAfter));
    if (!isReadToItsEnd(problem, error)) response.setHeader('Connection', 'close');
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
    request.unpipe?.();
  }

  private problemOf(error: unknown): ProblemDto {
    if (error instanceof RelinkError) {
      const { code, message, violations, retryAfter } = error;
      return problem(STATUS[error.kind], code, message, {
        ...(violations && { violations: [...violations] }),
        ...(retryAfter !== undefined && { retryAfter }),
      });
    }
    const status = statusOf(error);
    const known = status === undefined ? undefined : FRAMEWORK[status];
    if (status !== undefined && known) return problem(status, known.code, known.detail);
    if (status !== undefined && status < 500)
      return problem(status, 'request.refused', 'The request was refused. See the API document.');
    if (wasDoneTwice(error)) return problem(409, FRAMEWORK[409]!.code, FRAMEWORK[409]!.detail);
    this.log.failure('request-failed', error);
    if (passes(error)) return problem(503, FRAMEWORK[503]!.code, FRAMEWORK[503]!.detail, { retryAfter: 2 });
    return problem(
      500,
      'service.failed',
      'Something went wrong on our side. Nothing was changed. Try again, and tell your administrator if it stays.',
    );
  }
}

/**
 * What was not read of the body of a refused request is not worth waiting for. A file a little too large is: a browser hears
 * no answer before it has sent all of it. It is read and dropped, within the time that any request has to arrive.
 */
function isReadToItsEnd({ status }: ProblemDto, error: unknown): boolean {
  return (status !== 413 && status !== 411) || error instanceof RelinkError;
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  // body-parser and router errors carry their status
  const status = (error as { status?: unknown } | undefined)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

function problem(status: number, code: string, detail: string, more: Partial<ProblemDto> = {}): ProblemDto {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail, ...more };
}
