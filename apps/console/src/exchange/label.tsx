import { useIntl } from 'react-intl';
import type { SharedField } from '../api/exchange-types.js';
import type { Sensitivity } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { SensitivityPill } from '../ui/words.js';

/** What goes along with everything that crossed a border: how sensitive it is, what it holds, and until when. */
export function Label(props: { sensitivity: Sensitivity; fields: readonly SharedField[]; expiresAt: string }) {
  const { sensitivity, fields, expiresAt } = props;
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  return (
    <p className="label-line">
      <SensitivityPill sensitivity={sensitivity} />
      <span className="small">{say('exchange.until', { day: dates.day(expiresAt) })}</span>
      <span className="muted small">{intl.formatList(fields.map((field) => say(`shared-field.${field}`)))}</span>
    </p>
  );
}
