import { useIntl } from 'react-intl';
import type { ExchangeRefusals } from '../api/exchange-types.js';
import { useTexts } from '../app/texts.js';

/** What was refused, by kind, with how often. */
export function Refusals({ refusals }: { refusals: ExchangeRefusals }) {
  const say = useTexts();
  const intl = useIntl();
  return (
    <>
      {intl.formatList(
        refusals.map(({ reason, count }) => `${say(`refused.${reason}`)} (${intl.formatNumber(count)})`),
      )}
    </>
  );
}
