import { SettingsRefused } from './settings.errors.js';
import type { Settings } from './settings.js';

/**
 * Production starts with real keys, an encrypted way to the database and a role that row-level security binds.
 * @throws SettingsRefused
 */
export function checkProduction(settings: Settings, { demoKeys }: { demoKeys: boolean }): void {
  if (settings.environment !== 'production') return;
  const problems: string[] = [];
  if (demoKeys) problems.push('the keyring was made for a demonstration; make a new one with: relink keys create');
  const problem = databaseProblem(settings.databaseUrl);
  if (problem) problems.push(problem);
  if (!settings.publicOrigin.startsWith('https://'))
    problems.push('RELINK_PUBLIC_ORIGIN must begin with https:// in production');
  if (problems.length > 0) throw new SettingsRefused(problems);
}

function databaseProblem(url: string): string | undefined {
  if (url === '') return 'RELINK_DATABASE_URL is missing';
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return 'RELINK_DATABASE_URL is not an address such as postgresql://role:password@host/database?sslmode=verify-full';
  }
  if (!parsed.username.startsWith('relink_') || parsed.username === 'relink_owner') {
    return 'RELINK_DATABASE_URL must use the role of this process (relink_api, relink_worker …), not an owner or superuser';
  }
  const mode = parsed.searchParams.get('sslmode');
  if (!isSocket(parsed) && mode !== 'verify-full' && mode !== 'verify-ca')
    return 'RELINK_DATABASE_URL needs sslmode=verify-full in production';
  return undefined;
}

/** Written as PostgreSQL's own programs take it: the folder in place of the host, or as the setting `host`. */
function isSocket({ hostname, searchParams }: URL): boolean {
  return /^%2f/i.test(hostname) || (searchParams.get('host') ?? '').startsWith('/');
}
