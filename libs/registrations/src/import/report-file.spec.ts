import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { csvCell, ReportFile } from './report-file.js';

const line = { line: 2, outcome: 'added' as const, code: 'import.added', message: 'Added.', reference: '=cmd' };

describe('the report of an import', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'relink-report-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('appears whole, for its owner alone', async () => {
    const path = join(folder, 'report.csv');
    const report = await ReportFile.create(path);
    await report.append([line]);
    expect(readdirSync(folder)).not.toContain('report.csv');
    await report.finish();
    expect(readFileSync(path, 'utf8')).toBe(
      "line,outcome,code,message,reference\r\n2,added,import.added,Added.,'=cmd\r\n",
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['report.csv']);
  });

  it('that is discarded leaves the one before it as it was', async () => {
    const path = join(folder, 'report.csv');
    writeFileSync(path, 'before');
    const report = await ReportFile.create(path);
    await report.append([line]);
    await report.discard();
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['report.csv']);
  });

  it('is refused before anything is done where it cannot be written', async () => {
    await expect(ReportFile.create(join(folder, 'none', 'report.csv'))).rejects.toMatchObject({
      code: 'import.report-not-writable',
    });
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t\'=1"'],
    ['\n=1', '"\'\n\'=1"'],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ['a;=1', '"a;\'=1"'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['=a,"b"', '"\'=a,""b"""'],
    ['plain', 'plain'],
  ])('writes %p as %p, so that no spreadsheet runs it', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});
