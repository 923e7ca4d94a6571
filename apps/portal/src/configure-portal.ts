import { fileURLToPath } from 'node:url';
import { ForbiddenException } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { limitTimes, type Log } from '#libs/process';

const PUBLIC = fileURLToPath(new URL('../public', import.meta.url));
/** A note of a thousand letters of three bytes, each written as %XX. */
const BODY_LIMIT = '12kb';
/** Milliseconds a request may take to arrive. */
const REQUEST_MS = 30_000;

export interface AroundPages {
  log: Log;
  trustProxy: number;
  secureOrigin: boolean;
  audio: string;
}

/** Everything around the pages: headers, limits, logs without addresses, where forms may come from. */
export function configurePortal(
  app: NestExpressApplication,
  { log, trustProxy, secureOrigin, audio }: AroundPages,
): NestExpressApplication {
  app.set('trust proxy', trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(headers(secureOrigin));
  app.use(requestLog(log));
  const files = { index: false, redirect: false };
  // Only below their own address: nobody's page waits for a look into a folder.
  app.useStaticAssets(PUBLIC, { ...files, prefix: '/public/', setHeaders: keepForAnHour });
  // Which recording somebody listened to tells how their request stands, as the page does: neither stays on the phone.
  if (audio) app.useStaticAssets(audio, { ...files, prefix: '/audio/', setHeaders: keepNothing });
  app.use(refuseForeignForms);
  app.use((_: Request, response: Response, next: NextFunction) => {
    keepNothing(response);
    next();
  });
  app.useBodyParser('urlencoded', { limit: BODY_LIMIT, extended: false, parameterLimit: 20 });
  app.enableShutdownHooks([]);
  limitTimes(app.getHttpServer(), REQUEST_MS);
  return app;
}

/** The style says nothing of whoever reads. */
function keepForAnHour(response: Response): void {
  response.setHeader('Cache-Control', 'public, max-age=3600');
}

function keepNothing(response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
}

function headers(secureOrigin: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ['data:'],
        mediaSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(secureOrigin && { upgradeInsecureRequests: [] }),
      },
    },
    crossOriginEmbedderPolicy: true,
    // With "no-referrer" browsers hide where a form comes from, from us as well.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secureOrigin ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
}

/** Second net under SameSite=Strict. Old browsers say nothing; new ones always say where a form comes from. */
function refuseForeignForms({ method, headers: sent }: Request, _: Response, next: NextFunction): void {
  if (method === 'GET' || method === 'HEAD') return next();
  const { origin, host } = sent;
  const site = sent['sec-fetch-site'];
  const foreign = origin !== undefined ? hostOf(origin) !== host : site !== undefined && site !== 'same-origin';
  next(foreign || (site !== undefined && site !== 'same-origin') ? new ForbiddenException() : undefined);
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** One line a request: pattern of the route, status, time. Never who, from where, or which request. */
function requestLog(log: Log) {
  return (request: Request, response: Response, next: NextFunction) => {
    const started = performance.now();
    response.on('finish', () => {
      const route = (request.route as { path?: string } | undefined)?.path;
      const milliseconds = Math.round(performance.now() - started);
      const { method } = request;
      log.write('info', {
        event: 'request',
        method,
        route: route ?? 'none',
        status: response.statusCode,
        milliseconds,
      });
    });
    next();
  };
}
