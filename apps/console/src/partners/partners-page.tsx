import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useSearchParams } from 'react-router';
import { readHealth } from '../api/exchange-desk.js';
import { readPartners } from '../api/partners.js';
import type { Role } from '../api/types.js';
import { PageHead } from '../app/page.js';
import { useSession } from '../app/session.js';
import { useTexts } from '../app/texts.js';
import { Empty, Loaded } from '../ui/states.js';
import { StepButton } from '../ui/step-button.js';
import { HealthTable, Strangers } from './health-table.js';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';
import { OwnKeysCard } from './own-keys.js';
import { ProposeDialog } from './propose-dialog.js';

/** As the table "Partner" says. */
const PROPOSE: readonly Role[] = ['liaison', 'administrator'];
const TABS = ['partners', 'outbox', 'inbox', 'keys'] as const;

/** Whom we exchange with, whether it works, and what is read out when a partner calls. */
export function PartnersPage() {
  const say = useTexts();
  const { account } = useSession();
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'partners';
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
      <Tabs
        className="tabs"
        selectedKey={tab}
        onSelectionChange={(key) => setParams({ tab: String(key) }, { replace: true })}
      >
        <TabList aria-label={say('partners.parts')}>
          {TABS.map((one) => (
            <Tab key={one} id={one}>
              {say(`partners.tab.${one}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="partners">
          <Health />
        </TabPanel>
        <TabPanel id="outbox">
          <Outbox />
        </TabPanel>
        <TabPanel id="inbox">
          <Inbox />
        </TabPanel>
        <TabPanel id="keys">
          <OwnKeysCard />
        </TabPanel>
      </Tabs>
      {adding && <ProposeDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function Health() {
  const say = useTexts();
  const partners = useQuery({ queryKey: ['partners'], queryFn: ({ signal }) => readPartners(signal) });
  const health = useQuery({ queryKey: ['partners', 'health'], queryFn: ({ signal }) => readHealth(signal) });
  return (
    <section className="card">
      <Loaded query={partners} lines={6}>
        {(known) =>
          known.length === 0 ? (
            <Empty title={say('partners.empty')}>
              <p>{say('partners.empty-words')}</p>
            </Empty>
          ) : (
            <Loaded query={health} lines={6}>
              {({ items, strangers }) => (
                <>
                  <HealthTable partners={known} health={items} />
                  <Strangers refusals={strangers} />
                </>
              )}
            </Loaded>
          )
        }
      </Loaded>
    </section>
  );
}
