import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PortalDoor } from '#libs/family-access';
import { portalLanguageOf } from '#libs/wording';
import { FamilySession } from './family-session.js';
import { FIRST_CONTACT, readForm, type Sent } from './forms.js';
import { outside, Pages, textOf } from './pages.js';

export interface PortalSettings {
  /** Where people land who leave; a page of our own that says nothing where it is empty. */
  exit: string;
  /** The cookie is for HTTPS alone. Off in a demonstration for browsers that call plain HTTP insecure. */
  secureCookie: boolean;
}
export const PORTAL_SETTINGS = Symbol('PORTAL_SETTINGS');

/** What is open to everybody: coming in, leaving, and a first contact without a card. */
@Controller()
export class DoorController {
  constructor(
    private readonly door: PortalDoor,
    private readonly sessions: FamilySession,
    private readonly pages: Pages,
    @Inject(PORTAL_SETTINGS) private readonly settings: PortalSettings,
  ) {}

  @Get()
  start(@Req() request: Request, @Res() response: Response): void {
    response.redirect(303, `/${portalLanguageOf(request.acceptsLanguages())}`);
  }

  @Get(':language')
  signInPage(@Param('language') language: string, @Query('ended') ended: unknown, @Res() response: Response): void {
    const page = outside(language, '');
    const wrong = ended === undefined ? undefined : this.pages.say(page, 'sign-in.ended');
    this.pages.send(response, 200, 'sign-in', { ...page, ...(wrong && { wrong }) });
  }

  @Post(':language/sign-in')
  async signIn(
    @Param('language') language: string,
    @Body() { code, word }: Sent,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const page = outside(language, '');
    const signed = await this.door.signIn(textOf(code), textOf(word), request.ip ?? '');
    if (typeof signed === 'object') {
      this.sessions.begin(response, signed.token, this.settings.secureCookie);
      response.redirect(303, `/${page.language}/request`);
      return;
    }
    const said = this.pages.say(page, signed === 'busy' ? 'sign-in.busy' : 'sign-in.refused');
    if (signed === 'busy') response.setHeader('Retry-After', '60');
    this.pages.send(response, signed === 'busy' ? 503 : 403, 'sign-in', { ...page, wrong: said });
  }

  @Get(':language/look')
  firstContactPage(@Param('language') language: string, @Res() response: Response): void {
    this.pages.form(response, 200, outside(language, '/look'), FIRST_CONTACT, 'look');
  }

  @Post(':language/look')
  async firstContact(
    @Param('language') language: string,
    @Body() sent: Sent,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const page = outside(language, '/look');
    const read = readForm(FIRST_CONTACT, sent);
    if (!('letter' in read))
      return this.pages.form(response, 400, this.pages.wrong(page, read), FIRST_CONTACT, 'look', sent);
    if (await this.door.firstContact(read.letter, request.ip ?? ''))
      return response.redirect(303, `/${page.language}/looked`);
    // What was typed stays in the form: nobody has to write it again, and nobody thinks that we have it.
    response.setHeader('Retry-After', '60');
    this.pages.form(
      response,
      429,
      { ...page, wrong: this.pages.say(page, 'sign-in.busy') },
      FIRST_CONTACT,
      'look',
      sent,
    );
  }

  @Get(':language/looked')
  looked(@Param('language') language: string, @Res() response: Response): void {
    const page = outside(language, '/looked');
    this.pages.text(response, page, 'done.heading', 'look.done');
  }

  /** Away at once, with nothing left behind. A link, because it has to work in any browser. */
  @Get(':language/leave')
  async leave(@Param('language') language: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const page = outside(language, '/leave');
    await this.sessions.end(request, response);
    response.setHeader('Clear-Site-Data', '"cache", "cookies", "storage"');
    if (this.settings.exit) return response.redirect(303, this.settings.exit);
    this.pages.text(response, page, 'left.heading', 'left.text');
  }
}
