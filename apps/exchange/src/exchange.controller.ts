import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CAPABILITY_PATH, CONTENT_TYPE, Gateway, MESSAGES_PATH, type GatewayAnswer } from '#libs/partners';

@Controller()
export class ExchangeController {
  constructor(private readonly gateway: Gateway) {}

  /** A message of a partner. */
  @Post(MESSAGES_PATH)
  async take(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { method, headersDistinct: headers } = request;
    const told: unknown = request.body;
    const body = Buffer.isBuffer(told) ? told : Buffer.alloc(0);
    say(response, await this.gateway.answer({ method, headers, body }));
  }

  /** What this Society tells of its exchange. */
  @Get(CAPABILITY_PATH)
  async capability(@Res() response: Response): Promise<void> {
    const headers = { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store' };
    say(response, { status: 200, headers, body: await this.gateway.capability() });
  }
}

/** To the byte: no header or charset is added to what is uniform. */
export function say(response: Response, { status, headers, body }: GatewayAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
