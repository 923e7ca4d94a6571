import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Link } from 'react-router';
import { readPartners } from '../api/partners.js';
import type { Partner } from '../api/exchange-types.js';
import type { Role } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useSession } from '../app/session.js';
import { useTexts } from '../app/texts.js';
import { displayName } from '../persons/codes.js';
import { Empty, Loaded } from '../ui/states.js';
import { StepButton } from '../ui/step-button.js';
import { Table } from '../ui/table.js';
import { AsWritten, Reference } from '../ui/words.js';
import { PartnerStatePill } from './partner-state.js';
import { ProposeDialog } from './propose-dialog.js';

/** As the table "Partner" says. */
const PROPOSE: readonly Role[] = ['liaison', 'administrator'];

export function PartnersPage() {
  const say = useTexts();
  const { account } = useSession();
  const [adding, setAdding] = useState(false);
  const query = useQuery({ queryKey: ['partners'], queryFn: ({ signal }) => readPartners(signal) });
  return (
    <>
      <PageHead title={say('menu.partners')} below={say('partners.words')}>
        <StepButton
          text={say('partner.propose')}
          look="primary"
          reasons={PROPOSE.includes(account.role) ? [] : [say('not-allowed.workflow.not-yours')]}
          onPress={() => setAdding(true)}
        />
      </PageHead>
      <section className="card">
        <Loaded query={query} lines={6}>
          {(partners) =>
            partners.length === 0 ? (
              <Empty title={say('partners.empty')}>
                <p>{say('partners.empty-words')}</p>
              </Empty>
            ) : (
              <Lines partners={partners} />
            )
          }
        </Loaded>
      </section>
      {adding && <ProposeDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function Lines({ partners }: { partners: Partner[] }) {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  return (
    <Table
      label={say('menu.partners')}
      rows={partners}
      keyOf={(partner) => partner.id}
      columns={[
        {
          name: say('partner.code'),
          cell: (partner) => (
            <Link to={`/partners/${partner.id}`}>
              <Reference>{partner.society}</Reference>
            </Link>
          ),
        },
        {
          name: say('partner.name'),
          cell: (partner) => (
            <span>
              <AsWritten>{partner.name}</AsWritten>
              <span className="muted small block">{displayName(intl.locale, 'region', partner.country)}</span>
            </span>
          ),
        },
        { name: say('column.state'), cell: (partner) => <PartnerStatePill state={partner.state} /> },
        { name: say('partner.since'), cell: (partner) => dates.day(partner.stateSince) },
      ]}
    />
  );
}
