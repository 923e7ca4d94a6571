import { existsSync } from 'node:fs';
import type { Settings } from '#libs/config';
import { systemActor } from '#libs/kernel';
import { Accounts } from '#libs/access';
import { readDemoSignIn } from '../demo/demo-sign-in.js';
import type { Home } from '../home.js';
import { withOperator } from '../operator.js';

/** What a person reads after the start: where to go and how to sign in. */
export async function describeStart(settings: Settings, home: Home, seconds: number): Promise<string> {
  const lines = [
    '',
    `Relink is ready (${seconds.toFixed(1)} s).`,
    '',
    `  Console and API   http://localhost:${settings.apiPort}`,
    `  Family portal     http://localhost:${settings.portalPort}`,
    `  Partner exchange  ${settings.exchangeOrigin}`,
    `  Health            http://localhost:${settings.apiPort}/health/ready`,
    `  Kept in           ${settings.home}`,
    '',
  ];
  if (existsSync(home.path('demo.json'))) lines.push(...demoLines(home));
  else if (!(await hasAdministrator(settings)))
    lines.push('Create the first administrator in another terminal:', '', '  npm run -s relink -- admin create', '');
  lines.push('Ctrl-C stops everything.', '');
  return lines.join('\n');
}

function demoLines(home: Home): string[] {
  const { password, accounts, familyCard } = readDemoSignIn(home);
  const width = Math.max(...accounts.map(({ email }) => email.length));
  return [
    'This is a demonstration: every person in it is invented. Never enter real data here.',
    '',
    `  Password for every account   ${password}`,
    '  Six-digit code               npm run -s relink -- demo code EMAIL',
    '',
    ...accounts.map(({ email, role, branch }) => `  ${email.padEnd(width)}   ${role}, ${branch}`),
    '',
    ...(familyCard ? [`  A card for the portal, invented: code ${familyCard.code}, word ${familyCard.word}`, ''] : []),
  ];
}

function hasAdministrator(settings: Settings): Promise<boolean> {
  return withOperator(settings, 'relink_worker', async ({ get }) => {
    const accounts = await get(Accounts).list(systemActor('up'));
    return accounts.some(({ role, state }) => role === 'administrator' && state === 'active');
  });
}
