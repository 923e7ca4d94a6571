import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { SettingsRefused } from '#libs/config';
import { InformationNotices, readNotices } from './notices.js';

const folder = mkdtempSync(join(tmpdir(), 'notices-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(document: unknown) {
  const path = join(folder, 'notices.json');
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
  return readNotices(path);
}

function mistakes(document: unknown): readonly string[] {
  try {
    read(document);
    return [];
  } catch (error) {
    return (error as SettingsRefused).problems;
  }
}

const first = { version: '2026-1', language: 'uk', from: '2026-01-01', text: 'What we do with what you tell us.' };
const second = { ...first, version: '2026-2', from: '2026-06-01', text: 'The same, and to whom we show it.' };

describe('The information notices of a Society', () => {
  it('are those shipped with Relink, or its own', () => {
    expect(new Set(readNotices().map(({ language }) => language))).toEqual(new Set(['en', 'fr', 'es', 'ar']));
    expect(read([first, second])).toEqual([first, second]);
  });

  it('are given out in the newest version that has begun', () => {
    const notices = new InformationNotices([second, first]);
    expect(notices.current('2025-12-31')).toEqual([]);
    expect(notices.current('2026-05-31')).toEqual([first]);
    expect(notices.current('2026-06-01')).toEqual([second]);
  });

  it('are known by their versions, old ones too', () => {
    const notices = new InformationNotices([first, second]);
    const basis = { legalBasis: 'public-interest', purposes: [], givenBy: 'not-asked', how: 'none' } as const;
    for (const noticeVersion of ['2026-1', '2026-2', undefined])
      expect(() => notices.checkVersion({ ...basis, purposes: [], noticeVersion }, 'basis')).not.toThrow();
    expect(() => notices.checkVersion({ ...basis, purposes: [], noticeVersion: '1' }, 'basis')).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ path: 'basis.noticeVersion' })] }),
    );
  });

  it('keep a process from starting where they cannot be given to anybody', () => {
    expect(mistakes('{')).toEqual(['RELINK_INFORMATION_NOTICES is not JSON']);
    expect(() => readNotices(join(folder, 'none.json'))).toThrow(SettingsRefused);
    expect(mistakes([])).toEqual(['RELINK_INFORMATION_NOTICES: must be a list of at least one notice']);
    expect(mistakes([{ ...first, from: '2026-02-30', text: ' ', author: 'x' }])).toEqual([
      'RELINK_INFORMATION_NOTICES: 0.from must be a day written as 2026-01-31',
      'RELINK_INFORMATION_NOTICES: 0.text must be a text of at most 20000 characters',
      'RELINK_INFORMATION_NOTICES: 0.author is not known here',
    ]);
    expect(mistakes([first, first])).toEqual(['RELINK_INFORMATION_NOTICES: 1 is version 2026-1 in uk once more']);
    expect(mistakes([null])).toEqual(['RELINK_INFORMATION_NOTICES: 0 must be an object']);
  });
});
