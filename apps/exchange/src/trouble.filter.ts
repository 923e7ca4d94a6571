import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { MESSAGES_PATH, UNIFORM_REFUSAL, type GatewayAnswer } from '#libs/partners';
import type { Log } from '#libs/process';
import { say } from './exchange.controller.js';

/** Nothing is wrong with what was sent: it may come again. */
export const BUSY: GatewayAnswer = {
  status: 503,
  headers: { ...UNIFORM_REFUSAL.headers, 'retry-after': '30' },
  body: '{"type":"about:blank","title":"Later","status":503,"code":"exchange.later"}',
};

const NO_SUCH: GatewayAnswer = {
  status: 404,
  headers: UNIFORM_REFUSAL.headers,
  body: '{"type":"about:blank","title":"Not found","status":404,"code":"exchange.not-found"}',
};

/** Whatever is wrong with a message has the one answer; what is wrong with us is logged, and said to be for later. */
@Catch()
export class TroubleFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const [request, response] = [
      host.switchToHttp().getRequest<Request>(),
      host.switchToHttp().getResponse<Response>(),
    ];
    if (response.headersSent) return;
    const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown }).status;
    const theirs = typeof status === 'number' && status >= 400 && status < 500;
    if (theirs) return say(response, request.path === MESSAGES_PATH ? UNIFORM_REFUSAL : NO_SUCH);
    this.log.failure('exchange-failed', error);
    say(response, BUSY);
  }
}
