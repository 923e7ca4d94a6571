import { useIntl } from 'react-intl';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { spanOf } from './span.js';

/** What one side says, in the reader's language where it is a code or a date, and as it was said where it is words. */
export function useShownSide(): (field: string, text: string) => string {
  const say = useTexts();
  const intl = useIntl();
  const dates = useDates();
  return (field, text) => {
    if (field === 'sex') return say.code('sex', text);
    const span = field === 'birth' ? spanOf(text) : undefined;
    if (!span) return text;
    if (span.whole === 'day') return dates.day(span.from);
    const year = { timeZone: 'UTC', year: 'numeric' } as const;
    if (span.whole === 'year') return intl.formatDate(span.from, year);
    if (span.whole === 'month') return intl.formatDate(span.from, { ...year, month: 'long' });
    return intl.formatDateTimeRange(span.from, span.to, { ...year, month: 'short', day: 'numeric' });
  };
}
