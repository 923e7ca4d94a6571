import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemDto } from './problem.js';

/** What Node refuses before there is a request, by its error code. */
const REFUSED: Record<string, Pick<ProblemDto, 'status' | 'code' | 'detail'>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'request.headers-too-large',
    detail: 'The headers of the request are too large. Remove those that are not needed.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'request.timeout',
    detail: 'The request did not arrive in time. Check the line and send it again.',
  },
};
const NOT_HTTP = {
  status: 400,
  code: 'request.not-understood',
  detail: 'This is not a request in HTTP/1.1. See the API document.',
};

/** Answers with a problem too where a request is so broken or slow that no route ever sees it. */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket & { _httpMessage?: ServerResponse }) => {
    // An answer that has begun cannot be replaced by another one.
    if (error.code === 'ECONNRESET' || !socket.writable || socket._httpMessage?.headersSent) {
      socket.destroy();
      return;
    }
    const { status, code, detail } = REFUSED[error.code ?? ''] ?? NOT_HTTP;
    const title = STATUS_CODES[status]!;
    const body = JSON.stringify({ type: 'about:blank', title, status, code, detail } satisfies ProblemDto);
    const head = [
      `HTTP/1.1 ${status} ${title}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}
