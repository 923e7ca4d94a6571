import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { PortalDoor, type FamilyLetter } from '#libs/family-access';
import { portalLanguageOf, PORTAL_LANGUAGES, type PortalCode, type PortalLanguage } from '#libs/wording';
import { checkForm, FamilySession, type OpenSession } from './family-session.js';
import { FIRST_CONTACT, FORMS, readForm, showFields, type Form, type Sent } from './forms.js';
import { dateOf, Renderer, type Page } from './render.js';
import { accessContent, agreementsContent, requestContent, stopOf } from './request-page.js';

export interface PortalSettings {
  /** Where people land who leave; a page of our own that says nothing where it is empty. */
  exit: string;
  /** The cookie is for HTTPS alone. Off in a demonstration for browsers that call plain HTTP insecure. */
  secureCookie: boolean;
}
export const PORTAL_SETTINGS = Symbol('PORTAL_SETTINGS');

/** Every page and every action, for browsers of any age. */
@Controller()
export class PortalController {
  constructor(
    private readonly door: PortalDoor,
    private readonly sessions: FamilySession,
    private readonly render: Renderer,
    @Inject(PORTAL_SETTINGS) private readonly settings: PortalSettings,
  ) {}

  @Get()
  start(@Req() request: Request, @Res() response: Response): void {
    response.redirect(303, `/${portalLanguageOf(request.acceptsLanguages())}`);
  }

  @Get(':language')
  signInPage(@Param('language') language: string, @Query('ended') ended: unknown, @Res() response: Response): void {
    const page = outside(languageOf(language), '');
    const wrong = ended === undefined ? undefined : this.render.say(page.language, 'sign-in.ended', {});
    this.send(response, 200, 'sign-in', { ...page, ...(wrong && { wrong }) });
  }

  @Post(':language/sign-in')
  async signIn(
    @Param('language') language: string,
    @Body() { code, word }: Sent,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const page = outside(languageOf(language), '');
    const signed = await this.door.signIn(textOf(code), textOf(word), request.ip ?? '');
    if (typeof signed === 'object') {
      this.sessions.begin(response, signed.token, this.settings.secureCookie);
      response.redirect(303, `/${page.language}/request`);
      return;
    }
    const said = this.render.say(page.language, signed === 'busy' ? 'sign-in.busy' : 'sign-in.refused', {});
    if (signed === 'busy') response.setHeader('Retry-After', '60');
    this.send(response, signed === 'busy' ? 503 : 403, 'sign-in', { ...page, wrong: said });
  }

  @Get(':language/look')
  firstContactPage(@Param('language') language: string, @Res() response: Response): void {
    this.sendForm(response, 200, outside(languageOf(language), '/look'), FIRST_CONTACT, 'look');
  }

  @Post(':language/look')
  async firstContact(
    @Param('language') language: string,
    @Body() sent: Sent,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const page = outside(languageOf(language), '/look');
    const read = readForm(FIRST_CONTACT, sent);
    if (!('letter' in read))
      return this.sendForm(response, 400, this.withWrong(page, read), FIRST_CONTACT, 'look', sent);
    if (await this.door.firstContact(read.letter, request.ip ?? ''))
      return response.redirect(303, `/${page.language}/looked`);
    // What was typed stays in the form: nobody has to write it again, and nobody thinks that we have it.
    response.setHeader('Retry-After', '60');
    this.sendForm(response, 429, { ...page, wrong: this.say(page, 'sign-in.busy') }, FIRST_CONTACT, 'look', sent);
  }

  @Get(':language/looked')
  looked(@Param('language') language: string, @Res() response: Response): void {
    const page = outside(languageOf(language), '/looked');
    this.sendText(response, page, 'done.heading', 'look.done');
  }

  /** Away at once, with nothing left behind. A link, because it has to work in any browser. */
  @Get(':language/leave')
  async leave(@Param('language') language: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const page = outside(languageOf(language), '/leave');
    await this.sessions.end(request, response);
    response.setHeader('Clear-Site-Data', '"cache", "cookies", "storage"');
    if (this.settings.exit) return response.redirect(303, this.settings.exit);
    this.sendText(response, page, 'left.heading', 'left.text');
  }

  @Get(':language/request')
  requestPage(@Param('language') language: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.inside(language, '/request', request, response, (page, { view }) =>
      this.send(response, 200, 'request', page, requestContent(this.render, page.language, view)),
    );
  }

  @Get(':language/access')
  accessPage(@Param('language') language: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.inside(language, '/access', request, response, (page, { view }) =>
      this.send(response, 200, 'access', page, accessContent(this.render, page.language, view)),
    );
  }

  @Get(':language/agreements')
  agreementsPage(
    @Param('language') language: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.inside(language, '/agreements', request, response, (page, { view }) =>
      this.send(response, 200, 'agreements', page, agreementsContent(this.render, page.language, view)),
    );
  }

  @Get(':language/stop')
  stopPage(
    @Param('language') language: string,
    @Query('what') what: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.inside(language, `/agreements`, request, response, (page, { view }) => {
      const { means } = stopOf(view, what);
      this.send(response, 200, 'form', page, {
        heading: this.say(page, 'agreements.sure'),
        intro: means.map((code) => this.say(page, code)),
        action: 'stop',
        send: this.say(page, 'agreements.yes-stop'),
        formToken: view.formToken,
        fields: [],
        hidden: [{ name: 'what', value: textOf(what) }],
      });
    });
  }

  @Post(':language/stop')
  stop(
    @Param('language') language: string,
    @Body() sent: Sent,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.inside(language, '/agreements', request, response, async (page, session) => {
      checkForm(session, sent);
      await this.write(response, page, session, stopOf(session.view, sent['what']).letter, 'done/stop');
    });
  }

  @Post(':language/reachable')
  reachable(
    @Param('language') language: string,
    @Body() sent: Sent,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.inside(language, '/request', request, response, async (page, session) => {
      checkForm(session, sent);
      await this.write(response, page, session, { kind: 'reachable' }, 'done');
    });
  }

  @Get(':language/done')
  done(@Param('language') language: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.inside(language, '/done', request, response, (page) =>
      this.sendText(response, page, 'done.heading', 'done.text'),
    );
  }

  @Get(':language/done/stop')
  stopped(@Param('language') language: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.inside(language, '/done/stop', request, response, (page) =>
      this.sendText(response, page, 'done.heading', 'done.stop'),
    );
  }

  @Get(':language/:form')
  formPage(
    @Param('language') language: string,
    @Param('form') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formOf(name);
    return this.inside(language, `/${name}`, request, response, async (page, session) =>
      this.sendForm(response, 200, page, form, name, {}, await this.aroundForm(page, name, session)),
    );
  }

  @Post(':language/:form')
  @HttpCode(303)
  fillIn(
    @Param('language') language: string,
    @Param('form') name: string,
    @Body() sent: Sent,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formOf(name);
    return this.inside(language, `/${name}`, request, response, async (page, session) => {
      checkForm(session, sent);
      const read = readForm(form, sent);
      if ('letter' in read) return this.write(response, page, session, read.letter, 'done');
      const around = await this.aroundForm(page, name, session);
      return this.sendForm(response, 400, this.withWrong(page, read), form, name, sent, around);
    });
  }

  /** Only with an open session; everybody else is shown to the door, with the same words whatever the reason. */
  private async inside(
    language: string,
    path: string,
    request: Request,
    response: Response,
    work: (page: Page, session: OpenSession) => void | Promise<void>,
  ): Promise<void> {
    const spoken = languageOf(language);
    const session = await this.sessions.resolve(request);
    if (!session) return response.redirect(303, `/${spoken}?ended`);
    await work({ language: spoken, path, signedIn: true }, session);
  }

  private async write(
    response: Response,
    page: Page,
    { token }: OpenSession,
    letter: FamilyLetter,
    then: string,
  ): Promise<void> {
    if (await this.door.write(token, letter)) return response.redirect(303, `/${page.language}/${then}`);
    response.status(429);
    this.sendText(response, page, 'request.heading', 'page.enough');
  }

  private async aroundForm(page: Page, name: string, { token, view }: OpenSession): Promise<object> {
    if (name !== 'note') return { formToken: view.formToken };
    const ours = await this.door.answers(token);
    return {
      formToken: view.formToken,
      ours: ours.map(({ day, text }) => ({ day, date: dateOf(page.language, day), text })),
    };
  }

  private withWrong(page: Page, wrong: { missing: PortalCode } | { tooLong: true }): Page {
    const { language } = page;
    if ('tooLong' in wrong) return { ...page, wrong: this.render.say(language, 'page.too-long', {}) };
    const field = this.render.say(language, wrong.missing, {});
    const said = this.render.say(language, 'page.fill-in', { field: field.text });
    const beside = field.beside && this.render.say('en', 'page.fill-in', { field: field.beside }).text;
    return { ...page, wrong: { ...said, ...(beside && { beside }) } };
  }

  private sendForm<Letter>(
    response: Response,
    status: number,
    page: Page,
    { heading, intro, fields }: Form<Letter>,
    action: string,
    sent: Sent = {},
    around: object = {},
  ): void {
    this.send(response, status, 'form', page, {
      heading: this.say(page, heading),
      intro: intro.map((code) => this.say(page, code)),
      action,
      send: this.say(page, 'page.send'),
      fields: showFields(this.render, page.language, fields, sent),
      hidden: [],
      ...around,
    });
  }

  private sendText(response: Response, page: Page, heading: PortalCode, text: PortalCode): void {
    this.send(response, response.statusCode, 'text', page, {
      heading: this.say(page, heading),
      text: this.say(page, text),
    });
  }

  private say({ language }: Page, code: PortalCode) {
    return this.render.say(language, code, {});
  }

  private send(response: Response, status: number, template: string, page: Page, content: object = {}): void {
    response
      .status(status)
      .type('html')
      .send(this.render.render(template, page, content));
  }
}

function outside(language: PortalLanguage, path: string): Page {
  return { language, path, signedIn: false };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** @throws NotFoundException */
function languageOf(text: string): PortalLanguage {
  const language = PORTAL_LANGUAGES.find((one) => one === text);
  if (!language) throw new NotFoundException();
  return language;
}

/** @throws NotFoundException */
function formOf(name: string): Form<FamilyLetter> {
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  if (!form) throw new NotFoundException();
  return form;
}
