/** Zeros of the digit rows people type: Arabic, Persian, Devanagari, Bengali, Burmese. */
const ZEROS = ['٠', '۰', '०', '০', '၀'];

/** Digits typed in another script as 0–9; spaces and marks left out, as authenticators show `123 456`. */
export function westernDigits(typed: string): string {
  return [...typed]
    .map((character) => {
      const point = character.codePointAt(0) ?? 0;
      const zero = ZEROS.map((digit) => digit.codePointAt(0) ?? 0).find(
        (start) => point >= start && point <= start + 9,
      );
      return zero === undefined ? character : String(point - zero);
    })
    .join('')
    .replaceAll(/[\s\u200e\u200f-]/g, '');
}
