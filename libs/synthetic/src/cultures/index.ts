import { HAUSA, SWAHILI } from './africa.js';
import { ARABIC } from './arabic.js';
import { BENGALI, BURMESE } from './bengali.js';
import type { Culture, CultureCode } from './culture.js';
import { AMHARIC, SOMALI, TIGRINYA } from './horn.js';
import { ARMENIAN, GEORGIAN, HEBREW, TURKISH } from './near-east.js';
import { DARI, PASHTO, URDU } from './persian.js';
import { CONGOLESE, SPANISH } from './romance.js';
import { RUSSIAN, UKRAINIAN } from './slavic.js';

export const CULTURES: Readonly<Record<CultureCode, Culture>> = {
  arabic: ARABIC,
  dari: DARI,
  pashto: PASHTO,
  urdu: URDU,
  bengali: BENGALI,
  somali: SOMALI,
  amharic: AMHARIC,
  tigrinya: TIGRINYA,
  ukrainian: UKRAINIAN,
  russian: RUSSIAN,
  spanish: SPANISH,
  congolese: CONGOLESE,
  burmese: BURMESE,
  hausa: HAUSA,
  swahili: SWAHILI,
  turkish: TURKISH,
  armenian: ARMENIAN,
  georgian: GEORGIAN,
  hebrew: HEBREW,
};
