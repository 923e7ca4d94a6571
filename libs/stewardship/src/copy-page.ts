import type { PersonCopy } from './person-copies.js';

/** The copy as a page to print: plain HTML, no script, nothing from elsewhere. Pure. */
export function copyPage({ madeOn, person, relatives, bases, readBy, received }: PersonCopy): string {
  const { names, birth, places, contacts, documents, ...rest } = person;
  const facts: [string, string][] = [
    ...names.map(({ text, kind }): [string, string] => [`Name (${kind})`, text]),
    ...(birth ? [['Birth', words(birth)] as [string, string]] : []),
    ...(places ?? []).map(({ kind, text, country }): [string, string] => [
      `Place (${kind})`,
      [text, country].filter(Boolean).join(', '),
    ]),
    ...(contacts ?? []).map(({ kind, value }): [string, string] => [`Contact (${kind})`, value]),
    ...(documents ?? []).map(({ kind, number }): [string, string] => [`Document (${kind})`, number]),
    ...Object.entries(rest).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, words(value)]],
    ),
    ...relatives.map((kind): [string, string] => ['Relative we know of', kind]),
  ];
  const sections = [
    table('What we keep about you', ['what', 'as it was told'], facts),
    table(
      'What it may be used for',
      ['on the basis of', 'for', 'until', 'limits', 'state'],
      bases.map(({ state, basis }) => [
        basis.legalBasis,
        basis.purposes.join(', '),
        basis.validUntil?.slice(0, 10) ?? '–',
        (basis.restrictions ?? []).join('; ') || '–',
        state,
      ]),
    ),
    table(
      'Who read it',
      ['day', 'role'],
      readBy.map(({ day, role }) => [day, role]),
    ),
    table(
      'What it was used for, and who received it',
      ['day', 'for', 'receiver'],
      received.map(({ day, purpose, recipient }) => [day, purpose, recipient]),
    ),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Copy of your data</title></head>
<body><h1>Copy of your data</h1>
<p>Made on ${escaped(madeOn)}. It holds what we keep about you. What concerns other people is left out.</p>
${sections.join('\n')}
</body></html>
`;
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.length > 0 ? rows.map((row) => line(row, 'td')).join('\n') : line(['nothing'], 'td');
  return `<h2>${escaped(title)}</h2>\n<table>\n${line(head, 'th')}\n${body}\n</table>`;
}

function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, one]) => `${name} ${words(one)}`)
      .join(', ');
  return String(value);
}

function escaped(text: string): string {
  const codes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => codes[sign]!);
}
