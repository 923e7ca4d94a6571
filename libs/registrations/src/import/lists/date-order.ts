import { SAFE_FORMATS } from '../csv/known-headers.js';

/** In which order a list writes day, month and year. `safe` reads only what cannot be misread. */
export const DATE_ORDERS = ['safe', 'day-first', 'month-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export const DATE_FORMATS: Readonly<Record<DateOrder, readonly string[]>> = {
  safe: SAFE_FORMATS,
  'day-first': ['DD/MM/YYYY', 'DD-MM-YYYY', 'DD MM YYYY', ...SAFE_FORMATS],
  'month-first': ['MM/DD/YYYY', 'MM-DD-YYYY', 'MM DD YYYY', ...SAFE_FORMATS],
};
