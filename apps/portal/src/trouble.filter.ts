import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Log } from '#libs/process';
import { portalLanguageOf, PORTAL_LANGUAGES, type PortalCode } from '#libs/wording';
import { Renderer } from './render.js';

/** Whatever goes wrong is a page in plain words, which says nothing of why. */
@Catch()
export class TroubleFilter implements ExceptionFilter {
  constructor(
    private readonly render: Renderer,
    private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const [request, response] = [
      host.switchToHttp().getRequest<Request>(),
      host.switchToHttp().getResponse<Response>(),
    ];
    if (response.headersSent) return;
    const status = statusOf(error);
    if (status >= 500) this.log.failure('request-failed', error);
    const wanted = request.path.split('/')[1];
    const language = PORTAL_LANGUAGES.find((one) => one === wanted) ?? portalLanguageOf(request.acceptsLanguages());
    const text = this.render.say(language, TEXTS[status] ?? (status >= 500 ? 'page.problem' : 'page.missing'), {});
    const heading = this.render.say(language, 'page.title', {});
    const page = { language, path: '', signedIn: false };
    response
      .status(status)
      .type('html')
      .send(this.render.render('text', page, { heading, text }));
  }
}

const TEXTS: Readonly<Record<number, PortalCode>> = { 403: 'page.try-again', 413: 'page.too-long' };

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { status } = error as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
