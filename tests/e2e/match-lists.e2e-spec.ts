import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';

const RELINK = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const GIVEN = ['amina', 'boris', 'chidi', 'dalia', 'emeka', 'farid', 'galina', 'hodan', 'ivan', 'jamila', 'kofi'];
const FAMILY = ['abdi', 'bekele', 'castro', 'diallo', 'eriksen', 'farah', 'garcia', 'haddad', 'ismail', 'jovanovic'];
const TOWNS = ['aleppo', 'goma', 'mogadishu', 'herat', 'sittwe', 'maiduguri', 'mekelle'];
const HEADING = 'id,given,family,born,town';
const SCHEMA = { id: 'id', given: 'given_name', family: 'family_name', born: 'birth_date', town: 'place' };
/** Long enough for threads. */
const PEOPLE = 6_000;
/** Long enough to be interrupted. */
const MANY = 150_000;

/** A person by number; nobody is born on the same day and has the same name. */
function row(prefix: string, n: number): string {
  const born = new Date(Date.UTC(1950, 0, 1) + (n % 20_000) * 86_400_000).toISOString().slice(0, 10);
  return [`${prefix}${n}`, GIVEN[n % 11], FAMILY[Math.floor(n / 11) % 10], born, TOWNS[n % 7]].join(',');
}
const rows = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => row(prefix, from + at));

describe('Long lists through the command line', () => {
  let folder: string;
  const path = (name: string): string => join(folder, name);
  const write = (name: string, lines: readonly string[]): void => writeFileSync(path(name), lines.join('\n'));
  const start = (flags: readonly string[]) => {
    const schema = flags[0] === 'pairs' ? [] : ['--schema', path('schema.json')];
    return spawn(process.execPath, [RELINK, 'match', ...flags, ...schema, '--json'], { stdio: 'pipe' });
  };
  const match = async (flags: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> => {
    const child = start(flags);
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text: Buffer) => (said.stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (said.stderr += text.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...said };
  };
  const written = (name: string): string[][] =>
    readFileSync(path(name), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
  const hidden = (place = folder): string[] => readdirSync(place).filter((name) => name.startsWith('.'));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'relink-match-'));
    writeFileSync(path('schema.json'), JSON.stringify(SCHEMA));
    write('list.csv', [HEADING, ...rows('p', 0, PEOPLE)]);
    write('sought.csv', [HEADING, ...rows('q', PEOPLE - 100, PEOPLE)]);
    write('doubles.csv', [HEADING, ...rows('p', 0, PEOPLE), ...rows('q', 100, 200)]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('give the same links with threads and without', async () => {
    const flags = ['dedupe', '--in', path('doubles.csv')];
    const threads = await match([...flags, '--out', path('threads.csv'), '--workers', '2']);
    const alone = await match([...flags, '--out', path('alone.csv'), '--workers', '0']);
    expect([threads.code, alone.code]).toEqual([0, 0]);
    expect(readFileSync(path('threads.csv'), 'utf8')).toBe(readFileSync(path('alone.csv'), 'utf8'));
    const sure = written('threads.csv').filter(([, , , probability]) => Number(probability) >= 0.5);
    expect(sure.filter(([left, right]) => left!.slice(1) === right!.slice(1)).length).toBe(100);
  });

  it('may stand on either side of a short one', async () => {
    const [list, sought] = [path('list.csv'), path('sought.csv')];
    await match(['link', '--left', sought, '--right', list, '--out', path('short-left.csv')]);
    await match(['link', '--left', list, '--right', sought, '--out', path('short-right.csv')]);
    const sure = (name: string): string[][] =>
      written(name)
        .filter(([, , , probability]) => Number(probability) >= 0.5)
        .map(([left, right]) => [left!, right!].sort());
    expect(sure('short-left.csv').length).toBe(100);
    expect(sure('short-left.csv').sort()).toEqual(sure('short-right.csv').sort());
  });

  it('name the line of a bad row far down', async () => {
    write('bad.csv', [
      HEADING,
      ...rows('p', 0, PEOPLE),
      'p1,too,few',
      ...rows('p', PEOPLE, PEOPLE + 5),
      ',no,id,,goma',
    ]);
    const { code, stderr, stdout } = await match(['dedupe', '--in', path('bad.csv'), '--out', path('bad-out.csv')]);
    expect(code).toBe(0);
    expect(stderr).toContain(`bad.csv, line ${PEOPLE + 2}: has 3 cells instead of 5; left out`);
    expect(stderr).toContain(`bad.csv, line ${PEOPLE + 8}: has no id; left out`);
    expect(JSON.parse(stdout)).toMatchObject({ rows: PEOPLE + 5, badRows: 2 });
  });

  it.each([
    ['a quote that is never closed', ['dedupe', '--in', 'open.csv', '--out', 'kept.csv'], /not proper CSV/],
    [
      'a result that cannot be where it should',
      ['dedupe', '--in', 'list.csv', '--out', 'list.csv/out.csv'],
      /cannot be written/,
    ],
    [
      'a list that comes through a pipe',
      ['dedupe', '--in', '/dev/stdin', '--out', 'kept.csv'],
      /Save the list as a file/,
    ],
    ['a result that would replace the schema', ['dedupe', '--in', 'list.csv', '--out', 'schema.json'], /of the schema/],
  ])('end with one line and leave nothing behind at %s', async (_, flags, message) => {
    write('kept.csv', ['before']);
    write('open.csv', [HEADING, ...rows('p', 0, 100), '"p100,never closed', ...rows('p', 101, 200)]);
    const { code, stderr } = await match(flags.map((flag) => (/^\w+[.]/.test(flag) ? path(flag) : flag)));
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr.trim().split('\n').length).toBe(1);
    expect(readFileSync(path('kept.csv'), 'utf8')).toBe('before');
    expect(hidden()).toEqual([]);
  });

  it('of pairs come back in their order, with threads and without, from a file and from a pipe', async () => {
    const cells = (n: number): string[] => row('p', n).split(',');
    const pairs = Array.from({ length: PEOPLE }, (_, n) => {
      const [[id, given, family, born], [, otherGiven, otherFamily, otherBorn]] = [cells(n), cells(n - (n % 3))];
      return [id, `${given} ${family}`, `${otherGiven} ${otherFamily}`, born, otherBorn].join(',');
    });
    write('pairs.csv', ['id,name_a,name_b,birth_a,birth_b', ...pairs]);
    const flags = ['pairs', '--in', path('pairs.csv')];
    const threads = await match([...flags, '--out', path('by-threads.csv'), '--workers', '3']);
    const alone = await match([...flags, '--out', path('by-one.csv'), '--workers', '0']);
    execFileSync('sh', [
      '-c',
      'cat "$1" | "$2" "$3" match pairs --in /dev/stdin --out "$4"',
      'sh',
      path('pairs.csv'),
      process.execPath,
      RELINK,
      path('by-pipe.csv'),
    ]);
    expect(JSON.parse(threads.stdout)).toMatchObject({ pairs: PEOPLE, badRows: 0 });
    expect(alone.code).toBe(0);
    expect(written('by-threads.csv').map(([id]) => id)).toEqual(pairs.map((_, n) => `p${n}`));
    for (const name of ['by-threads.csv', 'by-pipe.csv'])
      expect(readFileSync(path(name), 'utf8')).toBe(readFileSync(path('by-one.csv'), 'utf8'));
  });

  it('leave nothing behind when they are stopped by Ctrl-C', async () => {
    const place = path('stopped');
    mkdirSync(place);
    write('many.csv', [HEADING, ...rows('p', 0, MANY)]);
    const child = start(['dedupe', '--in', path('many.csv'), '--out', join(place, 'out.csv')]);
    const closed = once(child, 'close');
    await eventually(() => expect(hidden(place).length).toBe(1));
    child.kill('SIGINT');
    expect(await closed).toEqual([null, 'SIGINT']);
    expect(readdirSync(place)).toEqual([]);
  });
});
