import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import compression from 'compression';
import helmet from 'helmet';
import { FileSettings } from '#libs/files';
import { newId } from '#libs/kernel';
import { limitTimes, type Log } from '#libs/process';
import { answerClientErrors } from './http/client-errors.js';
import { BODY_LIMIT, checkBodyHeaders, checkShape } from './http/request-shape.js';

const CONSOLE = fileURLToPath(new URL('../../console/', import.meta.url));
/** Milliseconds a request may take to arrive. */
const REQUEST_MS = 30_000;

/** Everything around the routes: security headers, limits, logs, the console's files. */
export function configureApp(
  app: NestExpressApplication,
  {
    log,
    trustProxy,
    secureOrigin,
    consoleFiles = CONSOLE,
  }: { log: Log; trustProxy: number; secureOrigin: boolean; consoleFiles?: string },
): NestExpressApplication {
  app.set('trust proxy', trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  // Nothing of the service is kept, so no answer needs a hash by which to ask for it again; records say their version themselves.
  app.disable('etag');
  app.use(securityHeaders(secureOrigin));
  app.use(requestLog(log));
  app.use(checkBodyHeaders(app.get<FileSettings>(FileSettings).limits.bytes));
  app.useBodyParser('json', { limit: BODY_LIMIT, strict: true });
  app.use('/api', checkShape);
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
  app.use('/api', (_: Request, response: Response, next: NextFunction) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  serveConsole(app, consoleFiles);
  app.enableShutdownHooks([]);
  limitTimes(app.getHttpServer(), REQUEST_MS);
  answerClientErrors(app.getHttpServer());
  return app;
}

function securityHeaders(secureOrigin: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(secureOrigin && { upgradeInsecureRequests: [] }),
      },
    },
    crossOriginEmbedderPolicy: true,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secureOrigin ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
}

/** One line a request: pattern of the route, status, time. Never the address, which may be guessed from, nor a body. */
function requestLog(log: Log) {
  return (request: Request, response: Response, next: NextFunction) => {
    const [started, requestId] = [performance.now(), newId()];
    response.setHeader('X-Request-Id', requestId);
    response.on('finish', () => {
      const route = (request.route as { path?: string } | undefined)?.path;
      const milliseconds = Math.round(performance.now() - started);
      log.write('info', {
        event: 'request',
        method: request.method,
        route: route ?? 'none',
        status: response.statusCode,
        milliseconds,
        requestId,
      });
    });
    next();
  };
}

/** The console's files; every other address that a browser opens is one of its pages. */
function serveConsole(app: NestExpressApplication, files: string): void {
  // Files only: compressing answers that hold secrets beside what a stranger can put in gives the secrets away (BREACH).
  // And only they pass through it at all: an answer it has put its hands on outlives two cleanings of memory, whether it
  // compresses it or not, and the large cleaning that then comes every few seconds keeps everybody waiting.
  const compress = compression();
  app.use((request: Request, response: Response, next: NextFunction) =>
    isService(request.path) ? next() : compress(request, response, next),
  );
  // Only below their own address: no answer of the service waits for a look into a folder.
  app.useStaticAssets(join(files, 'assets'), {
    prefix: '/assets/',
    index: false,
    setHeaders: (response: Response) => response.setHeader('Cache-Control', 'public, max-age=31536000, immutable'),
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const file = consoleFile(request);
    if (!file) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(file, { root: files }, (error?: Error) => {
      if (error && !response.headersSent) next();
    });
  });
}

function consoleFile(request: Request): string | undefined {
  if (request.method !== 'GET' || isService(request.path)) return undefined;
  if (request.path === '/mark.svg') return 'mark.svg';
  return request.accepts(['html', 'json']) === 'html' ? 'index.html' : undefined;
}

function isService(path: string): boolean {
  return /^\/(api|health)(\/|$)/.test(path);
}
