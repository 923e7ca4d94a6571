import { describe, expect, it } from '@jest/globals';
import type { RegistrationInput } from '../../registration-details.js';
import type { ImportDefaults, ImportRow } from '../import-row.js';
import { openBytes } from '../open-import.js';

const NOW = new Date('2026-03-01T12:00:00Z');

async function rowsOf(xml: string, defaults?: ImportDefaults): Promise<ImportRow[]> {
  const bytes = async function* () {
    // three bytes at a time, so that nothing depends on where the file is cut
    const whole = Buffer.from(xml);
    for (let at = 0; at < whole.length; at += 3) yield await Promise.resolve(whole.subarray(at, at + 3));
  };
  const rows: ImportRow[] = [];
  for await (const row of (await openBytes(bytes, 'list.xml', { now: NOW, defaults })).rows()) rows.push(row);
  return rows;
}

async function inputOf(xml: string, defaults?: ImportDefaults): Promise<RegistrationInput> {
  const [row] = await rowsOf(xml, defaults);
  if (!row || !('input' in row)) throw new Error('refused');
  return row.input;
}

const pfif = (body: string, version = '1.4') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<p:pfif xmlns:p="http://zesty.ca/pfif/${version}">\n${body}\n</p:pfif>`;
const person = (body: string) =>
  pfif(`<p:person><p:person_record_id>flood.example/p1</p:person_record_id>${body}</p:person>`);
const note = (id: string, body: string) =>
  `<p:note><p:note_record_id>flood.example/${id}</p:note_record_id>${body}</p:note>`;

const AMINA = person(`
  <p:author_name>Relief post 4</p:author_name>
  <p:full_name>Amina Yusuf Warsame
أمينة يوسف</p:full_name>
  <p:given_name>Amina</p:given_name>
  <p:family_name>Warsame</p:family_name>
  <p:alternate_names>Aamina
Mina</p:alternate_names>
  <p:description>Scar on the left hand.</p:description>
  <p:sex>female</p:sex>
  <p:date_of_birth>1984-06</p:date_of_birth>
  <p:age>35-45</p:age>
  <p:home_street>4 Harbour Road</p:home_street>
  <p:home_neighborhood> Old Quay

  </p:home_neighborhood>
  <p:home_city>Merka</p:home_city>
  <p:home_state>South</p:home_state>
  <p:home_postal_code>JH 09010</p:home_postal_code>
  <p:home_country>so</p:home_country>
  <p:photo_url>https://flood.example/photo/1</p:photo_url>
  <p:source_name>Flood board</p:source_name>
  <p:source_date>2026-02-01T08:00:00Z</p:source_date>
  ${note('n1', '<p:author_name>Idil</p:author_name><p:text>Seen at the bridge</p:text><p:source_date>2026-02-02T00:00:00Z</p:source_date><p:status>believed_missing</p:status>')}
  ${note('n2', '<p:text>It is me</p:text><p:source_date>2026-02-04T10:00:00Z</p:source_date><p:status>is_note_author</p:status>')}
  ${note('n3', '<p:text>Told earlier</p:text><p:source_date>2026-02-03T10:00:00Z</p:source_date><p:status>believed_missing</p:status>')}
`);

describe('a PFIF record', () => {
  it('keeps every name, with the parts of the one they stand in', async () => {
    expect((await inputOf(AMINA)).person.names).toEqual([
      {
        text: 'Amina Yusuf Warsame',
        kind: 'usual',
        parts: [
          { role: 'given', text: 'Amina' },
          { role: 'family', text: 'Warsame' },
        ],
      },
      { text: 'أمينة يوسف', kind: 'usual' },
      { text: 'Aamina', kind: 'alias' },
      { text: 'Mina', kind: 'alias' },
    ]);
  });

  it('becomes birth, sex, home, circumstances and day', async () => {
    const input = await inputOf(AMINA);
    expect(input.person.birth).toEqual({ said: '1984-06', calendar: 'gregorian', year: 1984, month: 6 });
    expect(input.person.sex).toBe('female');
    expect(input.person.places).toEqual([
      { kind: 'residence', text: '4 Harbour Road, Old Quay, Merka, South', country: 'SO', postcode: 'JH 09010' },
    ]);
    expect(input.circumstances).toBe('Scar on the left hand.');
    expect(input.registeredOn).toBe('2026-02-01');
    expect(input.basis).toEqual({
      legalBasis: 'public-interest',
      purposes: ['trace', 'match-within-society'],
      givenBy: 'not-asked',
      how: 'none',
    });
  });

  it('loses no field: what has no place of its own stands in a note', async () => {
    const { notes = [] } = await inputOf(AMINA);
    for (const text of [
      'author_name: Relief post 4',
      'age: 35-45',
      'photo_url: https://flood.example/photo/1',
      'source_name: Flood board',
    ])
      expect(notes[0]?.text).toContain(text);
    expect(notes[1]).toEqual({
      text: 'Seen at the bridge\n\nauthor_name: Idil\nstatus: believed_missing',
      writtenAt: '2026-02-02T00:00:00.000Z',
      sourceId: 'flood.example/n1',
    });
    expect(notes).toHaveLength(4);
  });

  it('is safe and well where the newest note says so, whatever stands last in the file', async () => {
    expect((await inputOf(AMINA, { kind: 'displaced-household' })).kind).toBe('safe-and-well');
  });

  it.each([
    ['believed_missing', undefined, 'adult-at-risk'],
    ['believed_dead', undefined, 'adult-at-risk'],
    ['information_sought', 'elderly', 'elderly'],
    ['believed_alive', 'elderly', 'safe-and-well'],
  ] as const)('with the status %s and the kind %s is registered as %s', async (status, kind, expected) => {
    const xml = person(`<p:full_name>Zaw Min</p:full_name>${note('n', `<p:status>${status}</p:status>`)}`);
    const input = await inputOf(xml, { kind });
    expect(input.kind).toBe(expected);
    expect(input.notes?.some(({ text }) => text.includes(`status: ${status}`))).toBe(true);
  });

  it('is refused once it has expired, and not used after its expiry before', async () => {
    const expiring = (day: string) =>
      person(`<p:full_name>Zaw Min</p:full_name><p:expiry_date>${day}T00:00:00Z</p:expiry_date>`);
    expect(await rowsOf(expiring('2026-02-28'))).toMatchObject([{ problem: { code: 'import.expired' } }]);
    expect((await inputOf(expiring('2026-04-01'))).basis.validUntil).toBe('2026-04-01T00:00:00.000Z');
  });

  it('is refused without a name', async () => {
    expect(await rowsOf(person('<p:sex>male</p:sex>'))).toMatchObject([
      { sourceId: 'flood.example/p1', problem: { code: 'import.no-name' } },
    ]);
  });

  it('protects whoever may be a child though only a wide range of ages is known', async () => {
    const input = await inputOf(person('<p:full_name>Lin</p:full_name><p:age>10-25</p:age>'));
    expect(input).toMatchObject({ sensitivity: 'restricted' });
    expect(input.person.birth).toBeUndefined();
    expect(input.notes?.[0]?.text).toContain('age: 10-25');
  });

  it('keeps all of a description that is longer than circumstances may be', async () => {
    const description = 'w'.repeat(25_000);
    const { circumstances, notes = [] } = await inputOf(
      person(`<p:full_name>Lin</p:full_name><p:description>${description}</p:description>`),
    );
    expect(circumstances).toBeUndefined();
    expect(notes.map(({ text }) => text).join('')).toContain(description);
  });
});

describe('a PFIF file', () => {
  it('may have its notes outside the persons, before or after them', async () => {
    const loose = (id: string, about: string) =>
      note(id, `<p:person_record_id>${about}</p:person_record_id><p:text>${id}</p:text>`);
    const one = (id: string) =>
      `<p:person><p:person_record_id>${id}</p:person_record_id><p:full_name>Lin</p:full_name></p:person>`;
    const rows = await rowsOf(pfif(loose('n1', 'p2') + one('p1') + one('p2') + loose('n2', 'p2') + loose('n3', 'p9')));
    expect(rows.map((row) => ('input' in row ? row.input.notes?.map(({ text }) => text) : row.problem.code))).toEqual([
      [],
      ['n1', 'n2'],
      'import.note-alone',
    ]);
  });

  it('of an older version arrives by its own field names', async () => {
    const xml = pfif(
      '<p:person><p:first_name>Lin</p:first_name><p:last_name>Htet</p:last_name><p:home_zip>110</p:home_zip><p:other>Walks slowly</p:other></p:person>',
      '1.1',
    );
    const input = await inputOf(xml);
    expect(input.person.names[0]?.text).toBe('Lin Htet');
    expect(input.circumstances).toBe('Walks slowly');
    expect(input.person.places).toEqual([{ kind: 'residence', text: '110', postcode: '110' }]);
  });

  it('may use any prefix or none, and stand inside another format', async () => {
    const xml = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><person xmlns="http://zesty.ca/pfif/1.3"><full_name>Lin</full_name></person></entry></feed>`;
    expect((await inputOf(xml)).person.names).toEqual([{ text: 'Lin', kind: 'usual' }]);
  });

  it.each([
    ['a broken tag', pfif('<p:person><p:full_name>Lin</p:person>'), 'import.malformed-xml'],
    ['a missing end', pfif('<p:person>').replace('</p:pfif>', ''), 'import.malformed-xml'],
    ['a forbidden character', person('<p:full_name>Li\u0001n</p:full_name>'), 'import.malformed-xml'],
    ['another encoding', pfif('').replace('UTF-8', 'ISO-8859-1'), 'import.malformed-xml'],
    ['an entity nobody declared', person('<p:full_name>&lol;</p:full_name>'), 'import.malformed-xml'],
    [
      'a billion laughs',
      '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a xmlns="http://zesty.ca/pfif/1.4">&c;</a>',
      'import.dtd-refused',
    ],
    ['an outside entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'import.dtd-refused'],
    ['other XML', '<html><body/></html>', 'import.not-pfif'],
    ['a very deep tree', '<a>'.repeat(1_000), 'import.malformed-xml'],
  ])('with %s is refused as a whole', async (_, xml, code) => {
    await expect(rowsOf(xml)).rejects.toMatchObject({ code });
  });

  it('says where it is broken', async () => {
    await expect(rowsOf(pfif('<p:person>\n<p:sex>male</p:age>'))).rejects.toMatchObject({ line: 4 });
  });
});
