/** The few choices this device remembers. Never anything about a person. */
type Choice = 'language' | 'appearance' | 'match-keys';

export function remembered(choice: Choice): string | undefined {
  try {
    return localStorage.getItem(`relink.${choice}`) ?? undefined;
  } catch {
    return undefined; // storage is switched off: the choice lasts for this visit
  }
}

export function remember(choice: Choice, value: string): void {
  try {
    localStorage.setItem(`relink.${choice}`, value);
  } catch {
    // storage is switched off: the choice lasts for this visit
  }
}
