/** Placeholder until the table below: Unicode Burmese stays as it is. */
export function fromZawgyi(text: string): string {
  return text;
}
