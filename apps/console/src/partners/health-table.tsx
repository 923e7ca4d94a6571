import { useIntl } from 'react-intl';
import { Link } from 'react-router';
import type { ExchangeRefusals, Partner, PartnerHealth } from '../api/exchange-types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { displayName } from '../persons/codes.js';
import { Table } from '../ui/table.js';
import { AsWritten, Reference } from '../ui/words.js';
import { Concerns } from './concerns.js';
import { PartnerStatePill } from './partner-state.js';
import { Refusals } from './refusals.js';

interface Row {
  partner: Partner;
  health?: PartnerHealth | undefined;
}

/** Every partner, the one first that somebody should look at first; those who are revoked last. */
export function HealthTable({ partners, health }: { partners: readonly Partner[]; health: readonly PartnerHealth[] }) {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  const place = (id: string) => {
    const at = health.findIndex(({ partnerId }) => partnerId === id);
    return at < 0 ? health.length : at;
  };
  const rows = [...partners]
    .sort((one, other) => place(one.id) - place(other.id))
    .map((partner): Row => ({ partner, health: health[place(partner.id)] }));
  const moment = (at: string | undefined) =>
    at ? dates.moment(at) : <span className="muted">{say('health.never')}</span>;
  return (
    <Table
      label={say('menu.partners')}
      rows={rows}
      keyOf={({ partner }) => partner.id}
      columns={[
        {
          name: say('partner.name'),
          cell: ({ partner }) => (
            <span>
              <Link to={`/partners/${partner.id}`}>
                <AsWritten>{partner.name}</AsWritten>
              </Link>
              <span className="muted small block">
                <Reference>{partner.society}</Reference> · {displayName(intl.locale, 'region', partner.country)}
              </span>
            </span>
          ),
        },
        {
          name: say('column.state'),
          cell: ({ partner }) => (
            <span className="one-line">
              <PartnerStatePill state={partner.state} />
            </span>
          ),
        },
        {
          name: say('health.look-at'),
          cell: ({ health: one }) => one && <Concerns health={one} />,
        },
        {
          name: say('health.waiting'),
          cell: ({ health: one }) =>
            one && (
              <span>
                <span className="num">{intl.formatNumber(one.waiting)}</span>
                {one.oldestWaitingAt && (
                  <span className="muted small block">
                    {say('health.oldest', { at: dates.moment(one.oldestWaitingAt) })}
                  </span>
                )}
              </span>
            ),
        },
        { name: say('health.delivered'), cell: ({ health: one }) => one && moment(one.lastDeliveredAt) },
        { name: say('health.received'), cell: ({ health: one }) => one && moment(one.lastReceivedAt) },
      ]}
    />
  );
}

/** What came at the door and bore nobody's signature. */
export function Strangers({ refusals }: { refusals: ExchangeRefusals }) {
  const say = useTexts();
  if (refusals.length === 0) return null;
  return (
    <p className="muted small below-table">
      {say('health.strangers')} <Refusals refusals={refusals} />
    </p>
  );
}
