import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpCode,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader, ApiParam, ApiProperty, ApiPropertyOptional, ApiResponse } from '@nestjs/swagger';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { ProblemDto } from './problem.js';

/** The answer to a write: which record, in which state and version. Read the record again for the rest. */
export class ReceiptDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiPropertyOptional()
  reference?: string;

  @ApiPropertyOptional()
  state?: string;
}

/** Puts the version of what is answered into ETag, for If-Match. */
@Injectable()
export class ETagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((body: unknown) => {
        const version = (body as { version?: unknown } | null | undefined)?.version;
        if (typeof version === 'number')
          context.switchToHttp().getResponse<Response>().setHeader('ETag', `"${version}"`);
        return body;
      }),
    );
  }
}

/** Says in the document which refusals a route knows. */
export function Refuses(...statuses: number[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({
        status,
        type: ProblemDto,
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
      }),
    ),
  );
}

/** A route about one record, named by its id in the address. */
export function OfRecord(): MethodDecorator {
  return ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } });
}

/** A write that makes something new. */
export function Creates(): MethodDecorator {
  return applyDecorators(
    HttpCode(201),
    ApiResponse({ status: 201, type: ReceiptDto }),
    idempotencyHeader(),
    Refuses(400, 403, 409),
  );
}

/** A write that makes something new for the record in the address. */
export function CreatesFor(): MethodDecorator {
  return applyDecorators(
    HttpCode(201),
    ApiResponse({ status: 201, type: ReceiptDto }),
    OfRecord(),
    idempotencyHeader(),
    Refuses(400, 403, 404, 409),
  );
}

/** A write that changes something somebody has read. */
export function Changes(type: typeof ReceiptDto = ReceiptDto): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiResponse({ status: 200, type }),
    OfRecord(),
    versionHeader(),
    idempotencyHeader(),
    Refuses(400, 403, 404, 409, 412, 428),
  );
}

/** A step that needs no version: what it does is possible in one state only, and done once. */
export function Acts(): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiResponse({ status: 200, type: ReceiptDto }),
    OfRecord(),
    idempotencyHeader(),
    Refuses(400, 403, 404, 409),
  );
}

/** A step about whoever is signed in. */
export function ActsOnOneself(): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiResponse({ status: 200, type: ReceiptDto }),
    idempotencyHeader(),
    Refuses(400, 409, 429),
  );
}

/** A change whose answer is no receipt, and which is never repeated: what it answers is kept nowhere. */
export function ChangesAndShows(type: new () => object): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiResponse({ status: 200, type }),
    OfRecord(),
    versionHeader(),
    Refuses(400, 403, 404, 409, 412, 428),
  );
}

function versionHeader(): MethodDecorator & ClassDecorator {
  return ApiHeader({ name: 'If-Match', required: true, description: 'the ETag of the version you read' });
}

function idempotencyHeader(): MethodDecorator & ClassDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'your own key; repeating the request with it does the work once',
  });
}
