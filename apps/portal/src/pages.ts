import { Injectable, NotFoundException } from '@nestjs/common';
import type { Response } from 'express';
import { PORTAL_LANGUAGES, type PortalCode, type PortalLanguage } from '#libs/wording';
import { showFields, type Form, type Sent } from './forms.js';
import { Renderer, type Page } from './render.js';

/** Sends pages: of a text, of a form, of a template with its content. */
@Injectable()
export class Pages {
  constructor(private readonly render: Renderer) {}

  /** The page again, with what is missing or too long said above it. */
  wrong(page: Page, wrong: { missing: PortalCode } | { tooLong: true }): Page {
    const { language } = page;
    if ('tooLong' in wrong) return { ...page, wrong: this.render.say(language, 'page.too-long', {}) };
    const field = this.render.say(language, wrong.missing, {});
    const said = this.render.say(language, 'page.fill-in', { field: field.text });
    const beside = field.beside && this.render.say('en', 'page.fill-in', { field: field.beside }).text;
    return { ...page, wrong: { ...said, ...(beside && { beside }) } };
  }

  form<Letter>(
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

  text(response: Response, page: Page, heading: PortalCode, text: PortalCode): void {
    this.send(response, response.statusCode, 'text', page, {
      heading: this.say(page, heading),
      text: this.say(page, text),
    });
  }

  say({ language }: Page, code: PortalCode) {
    return this.render.say(language, code, {});
  }

  send(response: Response, status: number, template: string, page: Page, content: object = {}): void {
    response
      .status(status)
      .type('html')
      .send(this.render.render(template, page, content));
  }
}

/** A page before sign-in. @throws NotFoundException where we do not speak that language */
export function outside(language: string, path: string): Page {
  return { language: languageOf(language), path, signedIn: false };
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** @throws NotFoundException */
export function languageOf(text: string): PortalLanguage {
  const language = PORTAL_LANGUAGES.find((one) => one === text);
  if (!language) throw new NotFoundException();
  return language;
}
