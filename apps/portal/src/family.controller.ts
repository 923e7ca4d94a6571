import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PortalDoor, type FamilyLetter } from '#libs/family-access';
import { inWords } from '#libs/wording';
import { checkForm, FamilySession, type OpenSession } from './family-session.js';
import { FORMS, readForm, type Form, type Sent } from './forms.js';
import { languageOf, Pages, textOf } from './pages.js';
import { Renderer, type Page } from './render.js';
import { accessContent, agreementsContent, requestContent, stopOf } from './request-page.js';

/** What a family sees and does once it has come in. */
@Controller()
export class FamilyController {
  constructor(
    private readonly door: PortalDoor,
    private readonly sessions: FamilySession,
    private readonly pages: Pages,
    private readonly render: Renderer,
  ) {}

  @Get(':language/request')
  requestPage(@Param('language') language: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.inside(language, '/request', request, response, (page, { view }) =>
      this.pages.send(response, 200, 'request', page, requestContent(this.render, page.language, view)),
    );
  }

  @Get(':language/access')
  accessPage(@Param('language') language: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.inside(language, '/access', request, response, (page, { view }) =>
      this.pages.send(response, 200, 'access', page, accessContent(this.render, page.language, view)),
    );
  }

  @Get(':language/agreements')
  agreementsPage(
    @Param('language') language: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.inside(language, '/agreements', request, response, (page, { view }) =>
      this.pages.send(response, 200, 'agreements', page, agreementsContent(this.render, page.language, view)),
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
      this.pages.send(response, 200, 'form', page, {
        heading: this.pages.say(page, 'agreements.sure'),
        intro: means.map((code) => this.pages.say(page, code)),
        action: 'stop',
        send: this.pages.say(page, 'agreements.yes-stop'),
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
      this.pages.text(response, page, 'done.heading', 'done.text'),
    );
  }

  @Get(':language/done/stop')
  stopped(@Param('language') language: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.inside(language, '/done/stop', request, response, (page) =>
      this.pages.text(response, page, 'done.heading', 'done.stop'),
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
      this.pages.form(response, 200, page, form, name, {}, await this.aroundForm(page, name, session)),
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
      return this.pages.form(response, 400, this.pages.wrong(page, read), form, name, sent, around);
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
    this.pages.text(response, page, 'request.heading', 'page.enough');
  }

  private async aroundForm(page: Page, name: string, { token, view }: OpenSession): Promise<object> {
    if (name !== 'note') return { formToken: view.formToken };
    const ours = await this.door.answers(token);
    return {
      formToken: view.formToken,
      ours: ours.map(({ day, text }) => ({ day, date: inWords(page.language, day, 'day'), text })),
    };
  }
}

/** @throws NotFoundException */
function formOf(name: string): Form<FamilyLetter> {
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  if (!form) throw new NotFoundException();
  return form;
}
