import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Role } from '#libs/kernel';
import { CommandRefused } from '../explain.js';
import type { Home } from '../home.js';

/** How to sign in to a demonstration. */
export interface DemoSignIn {
  password: string;
  /** A card of one of the invented families. */
  familyCard?: { code: string; word: string };
  accounts: { email: string; role: Role; branch: string; totpSecret: string }[];
}

export function readDemoSignIn(home: Home): DemoSignIn {
  const path = home.path('demo.json');
  if (!existsSync(path)) throw new CommandRefused('There is no demonstration in this folder.');
  return JSON.parse(readFileSync(path, 'utf8')) as DemoSignIn;
}

/** Written last: the demonstration is complete when this file is there. */
export function writeDemoSignIn(home: Home, signIn: DemoSignIn): void {
  writeFileSync(home.path('demo.json'), JSON.stringify(signIn, null, 2), { mode: 0o600 });
}
