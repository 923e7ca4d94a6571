import type { Receipt } from '#libs/database';
import type { TracingRequest } from './tracing-request.entity.js';

export function receiptOf({ id, reference, state, version }: TracingRequest): Receipt {
  return { id, reference, state, version };
}
