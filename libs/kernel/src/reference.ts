const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The check character of ISO 7064 MOD 37,36 over letters and digits. It finds every single wrong character and
 * nearly all swapped neighbours, which is what happens to a reference read over a bad phone line.
 */
export function checkCharacter(text: string): string {
  let product = 36;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError(`"${character}" is not a letter or digit`);
    const sum = (product + value) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return ALPHABET[(37 - product) % 36]!;
}

/**
 * `<prefix>-<yy>-<sequence>-<check>`, such as `NOR-26-004217-K`.
 * @param prefix three capital letters: the Society's, or `REG` for a registration
 * @param sequence a positive whole number, from a database sequence
 */
export function formatReference(prefix: string, year: number, sequence: number): string {
  const yy = String(year % 100).padStart(2, '0');
  const digits = String(sequence).padStart(6, '0');
  return `${prefix}-${yy}-${digits}-${checkCharacter(prefix + yy + digits)}`;
}

/** The reference in its canonical form, or `undefined` where the shape or the check character is wrong. */
export function parseReference(text: string): string | undefined {
  const compact = text.toUpperCase().replace(/[\s-]/g, '');
  const parts = /^([A-Z]{3})(\d{2})(\d{6,})([0-9A-Z])$/.exec(compact);
  if (!parts) return undefined;
  const [, prefix, yy, digits, check] = parts as unknown as [string, string, string, string, string];
  return checkCharacter(prefix + yy + digits) === check ? `${prefix}-${yy}-${digits}-${check}` : undefined;
}
