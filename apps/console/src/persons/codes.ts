/** ISO 3166-1 alpha-2; the names come from the browser in the reader's language. */
const COUNTRIES =
  'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW'.split(
    ' ',
  );

/** Languages people who look for their family often speak; ISO 639 codes. */
const LANGUAGE_CODES =
  'aa am ar az ay bg bm bn bs cs ckb de dv el en es et fa prs ff fi fr gn ha he hi hr ht hu hy ig id it ja ka kk km kmr ko ky lo ln lt lv man mk mr ms my ne nl om pl ps pt qu ro rhg rn ru rw sg si sk so sq sr sw ta tg th ti tk tr ug uk ur uz vi wo yo zh zu'.split(
    ' ',
  );

/** A country or language by its name; the code itself where the browser has no name. */
export function displayName(locale: string, type: 'region' | 'language', code: string): string {
  try {
    return new Intl.DisplayNames([locale], { type }).of(code) ?? code;
  } catch {
    return code; // not a code at all, but somebody wrote it
  }
}

const sorted = new Map<string, string[]>();

/** All countries or languages, in the alphabetical order of their names in the reader's language. */
export function byName(locale: string, type: 'region' | 'language'): string[] {
  const known = sorted.get(`${locale} ${type}`);
  if (known) return known;
  const names = new Intl.DisplayNames([locale], { type });
  const collator = new Intl.Collator(locale);
  const codes = type === 'region' ? COUNTRIES : LANGUAGE_CODES;
  const ordered = [...codes].sort((a, b) => collator.compare(names.of(a) ?? a, names.of(b) ?? b));
  sorted.set(`${locale} ${type}`, ordered);
  return ordered;
}
