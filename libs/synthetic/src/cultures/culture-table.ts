import { CULTURE_CODES } from './culture.js';
import { CULTURES } from './index.js';

/** The cultures as Markdown, for the documentation. */
export function cultureTable(): string {
  const total = CULTURE_CODES.reduce((sum, code) => sum + CULTURES[code].share, 0);
  const rows = CULTURE_CODES.map((code) => {
    const { label, script, calendar, share, rule, latin } = CULTURES[code];
    const ways = new Set(latin.map(({ name }) => name));
    const percent = Number(((share / total) * 100).toFixed(1));
    return `| \`${code}\` | ${label} | ${percent} % | ${script} | ${calendar} | ${rule} | ${[...ways].join('; ')} |`;
  });
  return [
    '| code | people | share | script | calendar | names | ways into Latin |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
