import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Inject, Injectable } from '@nestjs/common';
import nunjucks from 'nunjucks';
import {
  PORTAL_CATALOGUES,
  PORTAL_LANGUAGES,
  sayOnPortal,
  type PortalCode,
  type PortalLanguage,
  type PortalSlotsOf,
  type SaidOnPortal,
} from '#libs/wording';

export interface RenderOptions {
  /** Number that families can call; none is shown where it is empty. */
  phone: string;
  /** Folder with recordings, `<language>/<code>.mp3`; none are offered where it is empty. */
  audio: string;
}
export const RENDER_OPTIONS = Symbol('RENDER_OPTIONS');

const TEMPLATES = fileURLToPath(new URL('../templates', import.meta.url));

/** A text, and the address of its recording where there is one. */
export type Shown = SaidOnPortal & { audio?: string };

/** One page for one family: words of one language. */
export interface Page {
  language: PortalLanguage;
  /** What follows the language in the address, so that the same page can be read in another one. */
  path: string;
  signedIn: boolean;
  /** What was wrong with what they sent. */
  wrong?: Shown;
}

/** Makes pages from templates: the same content gives the same bytes. */
@Injectable()
export class Renderer {
  private readonly environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(TEMPLATES), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
    throwOnUndefined: false,
  });
  /** Which recordings there are: looked up once. */
  private readonly recordings = new Map<string, string | undefined>();

  constructor(@Inject(RENDER_OPTIONS) private readonly options: RenderOptions) {}

  render(template: string, page: Page, content: object = {}): string {
    const { language } = page;
    const { direction, review } = PORTAL_CATALOGUES[language];
    return this.environment.render(`${template}.njk`, {
      ...page,
      ...content,
      direction,
      unreviewed: review === 'unreviewed',
      phone: this.options.phone && this.say(language, 'page.phone', { phone: this.options.phone }),
      say: (code: PortalCode) => this.say(language, code, {}),
      others: PORTAL_LANGUAGES.filter((one) => one !== language).map((one) => PORTAL_CATALOGUES[one]),
    });
  }

  say<Code extends PortalCode>(language: PortalLanguage, code: Code, slots: PortalSlotsOf<Code>): Shown {
    const audio = this.recordingOf(language, code);
    return { ...sayOnPortal(language, code, slots), ...(audio && { audio }) };
  }

  private recordingOf(language: PortalLanguage, code: PortalCode): string | undefined {
    if (!this.options.audio) return undefined;
    const key = `${language}/${code}.mp3`;
    if (!this.recordings.has(key))
      this.recordings.set(key, existsSync(join(this.options.audio, key)) ? `/audio/${key}` : undefined);
    return this.recordings.get(key);
  }
}
