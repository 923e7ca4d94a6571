import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { LARGEST_BODY } from '#libs/partners';
import { limitTimes, type Log } from '#libs/process';
import { say } from './exchange.controller.js';
import { BUSY, TroubleFilter } from './trouble.filter.js';

/** So many requests are worked on at once; whoever comes then asks again later, and loses nothing. */
const AT_ONCE = 100;
const MOST_CONNECTIONS = 2_000;
/** Milliseconds a request may take to arrive. */
const REQUEST_MS = 20_000;

/** Everything around the two addresses: limits of size, time and number, logs without addresses or bodies. */
export function configureExchange(app: NestExpressApplication, log: Log): NestExpressApplication {
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } } }));
  app.use(requestLog(log));
  app.use(limitNumber());
  // As it came: what is signed is these bytes, and nothing is unpacked for a stranger.
  app.useBodyParser('raw', { type: () => true, limit: LARGEST_BODY, inflate: false });
  app.useGlobalFilters(new TroubleFilter(log));
  app.enableShutdownHooks([]);
  const server: Server = app.getHttpServer();
  limitTimes(server, REQUEST_MS);
  server.maxConnections = MOST_CONNECTIONS;
  return app;
}

/** Counted once the body is there: whoever is slow to tell it takes nobody's place. */
function limitNumber() {
  let atWork = 0;
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.path.startsWith('/health/')) return next();
    if (atWork >= AT_ONCE) return say(response, BUSY);
    const begin = () => {
      atWork++;
      response.once('close', () => atWork--);
    };
    request.once('end', begin);
    next();
  };
}

/** One line a request: pattern of the route, status, time. Never who, from where, or what. */
function requestLog(log: Log) {
  return ({ method, path }: Request, response: Response, next: NextFunction) => {
    const started = performance.now();
    response.once('finish', () => {
      const milliseconds = Math.round(performance.now() - started);
      const route = ROUTES.has(path) ? path : 'none';
      log.write('info', { event: 'request', method, route, status: response.statusCode, milliseconds });
    });
    next();
  };
}
const ROUTES = new Set(['/exchange/v1/messages', '/.well-known/relink-exchange', '/health/live', '/health/ready']);
