import { readFileSync } from 'node:fs';
import { type DynamicModule, Injectable, Module } from '@nestjs/common';
import { SettingsRefused } from '#libs/config';
import { dayOf } from '#libs/kernel';
import { NOTICE_CODE, refusal, type BasisInput } from './bases.js';

/** What people are told about how their data is used, before they agree: one text by version and language. */
export interface InformationNotice {
  version: string;
  language: string;
  /** `YYYY-MM-DD`: given out from this day on, until a newer version of the language is. */
  from: string;
  text: string;
}

const SHIPPED = new URL('../texts/information-notices.json', import.meta.url);
const LONGEST = 20_000;

/**
 * All texts that this Society has ever given out. A text is never changed: a new one is a new version, and the old one stays,
 * because people agreed to it.
 */
@Injectable()
export class InformationNotices {
  constructor(readonly all: readonly InformationNotice[]) {}

  /** The text of each language that is to be given out on a day. */
  current(day: string): InformationNotice[] {
    const current = new Map<string, InformationNotice>();
    for (const notice of [...this.all].sort((a, b) => (a.from < b.from ? -1 : 1)))
      if (notice.from <= day) current.set(notice.language, notice);
    return [...current.values()];
  }

  /** Whoever names a notice names one that there is. @param path where the basis stands in the input @throws InvalidInput */
  checkVersion({ noticeVersion }: BasisInput, path: string): void {
    if (noticeVersion !== undefined && !this.all.some(({ version }) => version === noticeVersion))
      refuseUnknown(path === '' ? 'noticeVersion' : `${path}.noticeVersion`);
  }

  /**
   * Who agrees was told what for: consent names the notice that was given, a text we have, on a day on which it was there.
   * @throws InvalidInput
   */
  check({ legalBasis, noticeVersion, noticeLanguage, noticeOn }: BasisInput, now: Date): void {
    if (noticeOn !== undefined && noticeOn > dayOf(now))
      throw refusal('noticeOn', 'date.in-future', 'The notice cannot have been given on a day to come.');
    if (noticeVersion === undefined && legalBasis !== 'consent') return;
    const ofVersion = this.all.filter(({ version }) => version === noticeVersion);
    // Read aloud by an interpreter, a notice is given in languages we have no text of.
    const text = ofVersion.find(({ language }) => language === noticeLanguage) ?? ofVersion[0];
    if (!text) return refuseUnknown('noticeVersion');
    if (noticeOn !== undefined && noticeOn < text.from)
      throw refusal('noticeOn', 'basis.notice-not-yet', 'This notice was not given out yet on that day. Check both.');
  }
}

function refuseUnknown(path: string): never {
  throw refusal(path, 'basis.notice-unknown', 'Name the version of the information notice that was given.');
}

/**
 * Reads the texts once, while a process starts, so that it does not start with texts that nobody can be given.
 * @param path the Society's own document; the shipped one where it is empty
 * @throws SettingsRefused naming everything that is wrong with the document
 */
export function readNotices(path = ''): readonly InformationNotice[] {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path === '' ? SHIPPED : path, 'utf8'));
  } catch (error) {
    const unread = error instanceof SyntaxError ? 'is not JSON' : 'names a file that cannot be read';
    throw new SettingsRefused([`RELINK_INFORMATION_NOTICES ${unread}`]);
  }
  const mistakes = mistakesIn(document);
  if (mistakes.length > 0) throw new SettingsRefused(mistakes.map((one) => `RELINK_INFORMATION_NOTICES: ${one}`));
  return document as InformationNotice[];
}

const SHAPES: Readonly<Record<keyof InformationNotice, { fits: (text: string) => boolean; wanted: string }>> = {
  version: { fits: (text) => NOTICE_CODE.test(text), wanted: 'a code of at most 20 characters, such as 2026-1' },
  language: { fits: (text) => /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(text), wanted: 'a language such as ar or fa-AF' },
  from: { fits: isDay, wanted: 'a day written as 2026-01-31' },
  text: {
    fits: (text) => text.trim() !== '' && text.length <= LONGEST,
    wanted: `a text of at most ${LONGEST} characters`,
  },
};

function mistakesIn(document: unknown): string[] {
  if (!Array.isArray(document) || document.length === 0) return ['must be a list of at least one notice'];
  const known = new Set<string>();
  return document.flatMap((notice: unknown, index) => {
    if (typeof notice !== 'object' || notice === null) return [`${index} must be an object`];
    const fields = notice as Record<string, unknown>;
    const wrong = Object.entries(SHAPES).flatMap(([name, { fits, wanted }]) => {
      const value = fields[name];
      return typeof value === 'string' && fits(value) ? [] : [`${index}.${name} must be ${wanted}`];
    });
    const unknown = Object.keys(fields).filter((name) => !Object.hasOwn(SHAPES, name));
    const key = `${String(fields.version)} in ${String(fields.language)}`;
    const twice = wrong.length === 0 && known.has(key) ? [`${index} is version ${key} once more`] : [];
    known.add(key);
    return [...wrong, ...unknown.map((name) => `${index}.${name} is not known here`), ...twice];
  });
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && dayOf(at) === text;
}

/** The Society's notices, for every lib that records a basis; those shipped with Relink where a process names none. */
@Module({})
export class NoticesModule {
  static forRoot(path: string): DynamicModule {
    const notices = { provide: InformationNotices, useFactory: () => new InformationNotices(readNotices(path)) };
    return { module: NoticesModule, global: true, providers: [notices], exports: [notices] };
  }
}
