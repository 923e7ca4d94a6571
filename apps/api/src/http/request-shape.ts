import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { InvalidInput } from '#libs/kernel';
import { TooComplex } from './http.errors.js';

/** An interview with relatives, their names and the parts of these goes nine levels deep. */
const DEEPEST = 32;
/** No object here has as many fields, no list as many entries; validation takes long to say so of each one. */
const WIDEST = 200;

/** A body that is not JSON is refused; left unread it would count as an empty one, which some steps accept. */
export function requireJson(request: Request, _: Response, next: NextFunction): void {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  const hasBody = chunked !== undefined || (length !== undefined && length !== '0');
  const isJson =
    request.is('application/json') && !/charset=(?!"?utf-8\b)/i.test(request.headers['content-type'] ?? '');
  next(hasBody && !isJson ? new UnsupportedMediaTypeException() : undefined);
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
