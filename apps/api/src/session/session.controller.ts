import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Enrolments, Sessions, SignIn, type SignedIn } from '#libs/access';
import { COOKIE_OPTIONS, SESSION_COOKIE, sessionCookie } from '../http/cookies.js';
import { Refuses } from '../http/receipt.js';
import type { SignedInRequest } from '../http/request-actor.js';
import { WithoutSession } from '../http/session.guard.js';
import { PasskeyAnswerDto, PasskeyQuestionDto } from './passkey.dto.js';
import { answerOf, passkeyQuestion } from './passkeys.js';
import {
  ChallengeDto,
  CodeDto,
  FirstCodeDto,
  NewPasswordDto,
  PasswordDto,
  SessionDto,
  TotpSetUpDto,
} from './session.dto.js';

/** What the console says about the deployment. */
export const DEPLOYMENT = Symbol('DEPLOYMENT');
export interface Deployment {
  societyName: string;
  /** As partners know it. */
  society: string;
  /** Where partners reach the exchange. */
  exchangeOrigin: string;
  demo: boolean;
}

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    @Inject(DEPLOYMENT) private readonly deployment: Deployment,
  ) {}

  @Get()
  @ApiOkResponse({ type: SessionDto })
  @Refuses(401)
  read(@Req() request: SignedInRequest): SessionDto {
    return this.show(request.signedIn!);
  }

  @Post()
  @HttpCode(200)
  @WithoutSession()
  @ApiOkResponse({ type: ChallengeDto })
  @Refuses(400, 401, 429)
  async password(@Body() { email, password }: PasswordDto, @Req() { ip }: SignedInRequest): Promise<ChallengeDto> {
    return { challenge: await this.signIn.withPassword(email, password, ip ?? ''), next: 'totp' };
  }

  @Post('totp')
  @HttpCode(200)
  @WithoutSession()
  @ApiOkResponse({ type: SessionDto })
  @Refuses(400, 401, 429)
  async code(
    @Body() { challenge, code }: CodeDto,
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.begin(await this.signIn.withCode(challenge, code, request.ip ?? ''), request, response);
  }

  @Post('begin-passkey')
  @HttpCode(200)
  @WithoutSession()
  @ApiOkResponse({ type: PasskeyQuestionDto })
  async askForPasskey(): Promise<PasskeyQuestionDto> {
    return passkeyQuestion(await this.signIn.askForPasskey());
  }

  @Post('passkey')
  @HttpCode(200)
  @WithoutSession()
  @ApiOkResponse({ type: SessionDto })
  @Refuses(400, 401)
  async passkey(
    @Body() answer: PasskeyAnswerDto,
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    return this.begin(await this.signIn.withPasskey(answerOf(answer)), request, response);
  }

  @Delete()
  @HttpCode(204)
  @WithoutSession()
  @ApiNoContentResponse()
  async end(@Req() request: SignedInRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.close(sessionCookie(request));
    response.clearCookie(SESSION_COOKIE, COOKIE_OPTIONS);
    response.setHeader('Clear-Site-Data', '"cache", "storage"');
  }

  private async begin(token: string, request: SignedInRequest, response: Response): Promise<SessionDto> {
    await this.sessions.close(sessionCookie(request));
    response.cookie(SESSION_COOKIE, token, COOKIE_OPTIONS);
    return this.show(await this.sessions.resolve(token));
  }

  private show({ accountId: id, name, email, role, branchId, branchName }: SignedIn): SessionDto {
    const { societyName: society, demo } = this.deployment;
    return { account: { id, name, email, role, branchId, branchName, society }, demo };
  }
}

/** The one-time link of an account that is set up, first or anew. */
@ApiTags('session')
@Controller('enrolments')
@WithoutSession()
export class EnrolmentController {
  constructor(private readonly enrolments: Enrolments) {}

  @Post(':token')
  @HttpCode(200)
  @ApiOkResponse({ type: TotpSetUpDto })
  @Refuses(400, 404)
  async begin(@Param('token') token: string, @Body() { password }: NewPasswordDto): Promise<TotpSetUpDto> {
    const { uri, secret } = await this.enrolments.begin(token, password);
    return { totpUri: uri, totpSecret: secret };
  }

  @Post(':token/confirm')
  @HttpCode(204)
  @ApiNoContentResponse()
  @Refuses(400, 401, 404)
  async confirm(@Param('token') token: string, @Body() { code }: FirstCodeDto): Promise<void> {
    await this.enrolments.confirm(token, code);
  }
}
