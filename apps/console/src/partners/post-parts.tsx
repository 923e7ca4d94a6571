import { useIntl } from 'react-intl';
import { useSearchParams } from 'react-router';
import type { PostQuery } from '../api/exchange-desk.js';
import type { ExchangeReceipt, IncomingMessage, OutgoingMessage } from '../api/exchange-types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { PartnerName, usePartners } from '../exchange/partner-names.js';
import { FilterLinks } from '../ui/more.js';

/** Which messages the address asks for. */
export function usePostQuery<State extends string>(states: readonly State[]): PostQuery<State> {
  const [params] = useSearchParams();
  return {
    partnerId: params.get('partner') ?? undefined,
    state: states.find((one) => one === params.get('state')),
    cursor: params.get('cursor') ?? undefined,
  };
}

/** Chooses a state and a partner; each choice keeps the other. */
export function PostFilters<State extends string>(props: {
  tab: string;
  states: readonly State[];
  nameOf: (state: State) => string;
}) {
  const { tab, states, nameOf } = props;
  const say = useTexts();
  const partners = usePartners();
  const { partnerId, state } = usePostQuery(states);
  return (
    <>
      <FilterLinks
        label={say('column.state')}
        param="state"
        also={{ tab, ...(partnerId && { partner: partnerId }) }}
        value={state}
        options={states}
        nameOf={nameOf}
        all={say('list.all')}
      />
      {(partners.data ?? []).length > 1 && (
        <FilterLinks
          label={say('partner.title')}
          param="partner"
          also={{ tab, ...(state && { state }) }}
          value={partnerId}
          options={(partners.data ?? []).map(({ id }) => id)}
          nameOf={(id) => <PartnerName id={id} />}
          all={say('list.all')}
        />
      )}
    </>
  );
}

/** A message by its kind, its partner, and what both sides call it when they speak of it. */
export function MessageWords({ message }: { message: OutgoingMessage | IncomingMessage }) {
  const say = useTexts();
  const intl = useIntl();
  const { name, partnerId, society, handle, seq } = message;
  return (
    <span>
      <b>{say(`message-name.${name}`)}</b>
      <span className="block">
        <PartnerName id={partnerId} code={society} />
      </span>
      <span className="muted small block">
        <code dir="ltr">{handle}</code>
      </span>
      {seq !== undefined && (
        <span className="muted small block">{say('post.seq', { seq: intl.formatNumber(seq) })}</span>
      )}
    </span>
  );
}

/** Each receipt with the place in the audit log of whoever gave it: what both sides compare when they disagree. */
export function Receipts({ receipts, whose }: { receipts: readonly ExchangeReceipt[]; whose: 'theirs' | 'ours' }) {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  if (receipts.length === 0) return <span className="muted">{say('receipt.none')}</span>;
  return (
    <ul className="concerns">
      {receipts.map(({ stage, decision, audit, at }) => (
        <li key={decision}>
          {say(`receipt.${decision}`)} <span className="muted small">{say(`receipt-stage.${stage}`)}</span>
          <span className="muted small block">
            {dates.moment(at)} · {say(`receipt.entry-${whose}`, { entry: intl.formatNumber(audit) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
