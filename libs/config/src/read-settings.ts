import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SettingsRefused } from './settings.errors.js';
import { SETTINGS, type SettingName, type Settings } from './settings.js';

/**
 * Reads and validates all settings at once, so that a process with a wrong one does not start at all.
 * @throws SettingsRefused naming every wrong variable, never its value
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const { variable, fallback, parse } = SETTINGS[name];
    try {
      const text = textOf(variable, environment);
      settings[name] = text === undefined || text === '' ? fallback : parse(text);
    } catch (error) {
      problems.push(`${variable} ${(error as Error).message}`);
    }
  }
  for (const variable of Object.keys(environment)) {
    if (variable.startsWith('RELINK_') && !isKnown(variable))
      problems.push(`${variable} is not a setting of Relink; see docs/settings.md for the names`);
  }
  if (problems.length > 0) throw new SettingsRefused(problems);
  return withDerived(settings as { -readonly [Name in SettingName]: Settings[Name] });
}

/** What a variable says, or the file that the same variable with `_FILE` behind it names. */
export function textOf(variable: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const file = environment[`${variable}_FILE`];
  if (file === undefined) return environment[variable];
  if (environment[variable] !== undefined) throw new RangeError(`is given twice: keep either it or ${variable}_FILE`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new RangeError(`_FILE points at a file that cannot be read`);
  }
}

const VARIABLES = new Set(Object.values(SETTINGS).flatMap(({ variable }) => [variable, `${variable}_FILE`]));

/** Passwords of the database roles are read by `relink migrate` alone and are no settings of a running process. */
function isKnown(variable: string): boolean {
  return VARIABLES.has(variable) || /^RELINK_(SETUP|TEST)_/.test(variable);
}

function withDerived(settings: { -readonly [Name in SettingName]: Settings[Name] }): Settings {
  settings.home = resolve(settings.home);
  settings.keyring ||= join(settings.home, 'keyring.json');
  settings.publicOrigin ||= `http://localhost:${settings.apiPort}`;
  settings.portalOrigin ||= `http://localhost:${settings.portalPort}`;
  settings.exchangeOrigin ||= `http://127.0.0.1:${settings.exchangePort}`;
  settings.exchangeKeys ||= join(settings.home, 'exchange-keys.json');
  settings.portalKeys ||= join(settings.home, 'portal-keys.json');
  return settings;
}

/** The table of docs/settings.md. */
export function describeSettings(): string {
  const rows = Object.values(SETTINGS).map(({ variable, allowed, fallback, meaning, secret }) => {
    const shown = secret ? '' : String(fallback);
    return `| \`${variable}\` | ${allowed.replaceAll('|', '\\|')} | ${shown} | ${meaning} |`;
  });
  return ['| variable | allowed | default | what it is |', '|---|---|---|---|', ...rows].join('\n');
}
