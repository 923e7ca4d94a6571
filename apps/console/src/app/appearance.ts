import { remember, remembered } from './device.js';

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

export function appearance(): Appearance {
  const stored = remembered('appearance');
  return APPEARANCES.find((known) => known === stored) ?? 'system';
}

export function applyAppearance(chosen: Appearance): void {
  remember('appearance', chosen);
  if (chosen === 'system') delete document.documentElement.dataset['appearance'];
  else document.documentElement.dataset['appearance'] = chosen;
}
