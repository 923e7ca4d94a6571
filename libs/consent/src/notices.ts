import { readFileSync } from 'node:fs';
import { dayOf } from '#libs/kernel';
import { refusal, type BasisInput } from './bases.js';

/** What people are told about how their data is used, before they agree: one text by version and language. */
export interface InformationNotice {
  version: string;
  language: string;
  /** `YYYY-MM-DD`: given out from this day on, until a newer version of the language is. */
  from: string;
  text: string;
}

/** All texts that were ever given out. A text is never changed: a new one is a new version. */
export const INFORMATION_NOTICES = JSON.parse(
  readFileSync(new URL('../texts/information-notices.json', import.meta.url), 'utf8'),
) as readonly InformationNotice[];

/** The text of each language that is to be given out on a day. */
export function currentNotices(
  day: string,
  notices: readonly InformationNotice[] = INFORMATION_NOTICES,
): InformationNotice[] {
  const current = new Map<string, InformationNotice>();
  for (const notice of [...notices].sort((a, b) => (a.from < b.from ? -1 : 1)))
    if (notice.from <= day) current.set(notice.language, notice);
  return [...current.values()];
}

/**
 * Who agrees was told what for: consent names the notice that was given, a text we have, on a day on which it was there.
 * @throws InvalidInput
 */
export function checkNotice({ legalBasis, noticeVersion, noticeLanguage, noticeOn }: BasisInput, now: Date): void {
  if (noticeOn !== undefined && noticeOn > dayOf(now))
    throw refusal('noticeOn', 'date.in-future', 'The notice cannot have been given on a day to come.');
  if (noticeVersion === undefined && legalBasis !== 'consent') return;
  const ofVersion = INFORMATION_NOTICES.filter(({ version }) => version === noticeVersion);
  if (ofVersion.length === 0)
    throw refusal(
      'noticeVersion',
      'basis.notice-unknown',
      'Name the version of the information notice that was given.',
    );
  // Read aloud by an interpreter, a notice is given in languages we have no text of.
  const text = ofVersion.find(({ language }) => language === noticeLanguage) ?? ofVersion[0]!;
  if (noticeOn !== undefined && noticeOn < text.from)
    throw refusal('noticeOn', 'basis.notice-not-yet', 'This notice was not given out yet on that day. Check both.');
}
