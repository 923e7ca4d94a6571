import { HttpException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { FileTooLarge } from '#libs/files';
import { InvalidInput } from '#libs/kernel';
import { TooComplex } from './http.errors.js';

/** An interview with relatives, their names and the parts of these goes nine levels deep. */
const DEEPEST = 32;
/** No object here has as many fields, no list as many entries; validation takes long to say so of each one. */
const WIDEST = 200;

/** Largest body of a request in bytes. An interview with twenty sought persons and long stories stays far below. */
export const BODY_LIMIT = 512 * 1_024;

/** A file that is larger than is taken by no more than this is read to its end and dropped, so that the refusal is heard. */
const HEARD_OUT_TIMES = 4;

/**
 * Refuses a body by its headers, before a byte of it is read: the parser would first wait for all of a huge one. Hence its
 * length has to be told. A body that is not JSON would be left unread and count as an empty one, which some steps accept.
 * @param fileLimit largest file in bytes
 */
export function checkBodyHeaders(fileLimit: number) {
  return (request: Request, _: Response, next: NextFunction): void => {
    const { 'content-length': length = '0', 'transfer-encoding': chunked } = request.headers;
    const file = isFile(request);
    if (chunked !== undefined) return next(new HttpException('Length Required', 411));
    const most = file ? fileLimit : BODY_LIMIT;
    if (Number(length) > most)
      return next(
        file && Number(length) <= HEARD_OUT_TIMES * most ? new FileTooLarge() : new PayloadTooLargeException(),
      );
    const known = file ? isBytes(request) : isJson(request);
    next(length === '0' || known ? undefined : new UnsupportedMediaTypeException());
  };
}

/** The one kind of body that is not JSON: the bytes of a file, which no parser touches. */
function isFile({ method, path }: Request): boolean {
  return method === 'POST' && /^\/api\/v1\/(files|lists)\/[^/]+\/content\/?$/.test(path);
}

function isBytes(request: Request): boolean {
  return request.headers['content-encoding'] === undefined && request.is('application/octet-stream') !== false;
}

function isJson(request: Request): boolean {
  const otherCharset = /charset=(?!"?utf-8\b)/i.test(request.headers['content-type'] ?? '');
  return request.is('application/json') !== false && !otherCharset;
}

/**
 * Refuses what validation could not look at safely: nesting that would exhaust the stack, thousands of fields, and fields with the names of
 * what every object has (`__proto__`, `constructor`), which validation takes for known ones.
 */
export function checkShape(request: Request, _: Response, next: NextFunction): void {
  next(faultOf(request.query) ?? faultOf(request.body));
}

function faultOf(input: unknown): Error | undefined {
  const waiting = [{ value: input, depth: 1 }];
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    const { value, depth } = one;
    if (typeof value !== 'object' || value === null) continue;
    const entries = Object.entries(value);
    if (depth > DEEPEST || entries.length > WIDEST) return new TooComplex();
    for (const [name, below] of entries) {
      if (name in Object.prototype || name === 'prototype') return new InvalidInput([INHERITED]);
      waiting.push({ value: below, depth: depth + 1 });
    }
  }
  return undefined;
}

const INHERITED = {
  path: '',
  code: 'field.unknown',
  message: 'A field has a name that no field here has. Remove it or check its spelling.',
};
