import { useQuery } from '@tanstack/react-query';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Link, useSearchParams } from 'react-router';
import {
  excuseRecall,
  readDisclosures,
  readPartnerEnquiries,
  readPartnerRecords,
  readReceivedRecalls,
  readRecalls,
} from '../api/exchange.js';
import type { PartnerEnquiryLine, Recall, ReceivedRecall } from '../api/exchange-types.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { ConfirmStep } from '../ui/ask-step.js';
import { FilterLinks } from '../ui/more.js';
import { Empty, Loaded } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { Pill, Reference, type Tone } from '../ui/words.js';
import { DisclosureLines } from './disclosures.js';
import { Offered } from './offered.js';
import { PartnerName, usePartners } from './partner-names.js';
import { PartnerRecordLines } from './partner-records.js';
import { TheirEnquiryPill } from './their-enquiry-pill.js';

const TABS = ['asked', 'theirs', 'ours', 'recalls'] as const;

/** Everything between partners and us, for whoever watches over it. */
export function ExchangePage() {
  const say = useTexts();
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'asked';
  return (
    <>
      <PageHead title={say('menu.exchange')} below={say('exchange.words')} />
      <Tabs
        className="tabs"
        selectedKey={tab}
        onSelectionChange={(key) => setParams({ tab: String(key) }, { replace: true })}
      >
        <TabList aria-label={say('exchange.parts')}>
          {TABS.map((one) => (
            <Tab key={one} id={one}>
              {say(`exchange.tab.${one}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="asked">
          <Asked />
        </TabPanel>
        <TabPanel id="theirs">
          <HeldByPartners />
        </TabPanel>
        <TabPanel id="ours">
          <HeldByUs />
        </TabPanel>
        <TabPanel id="recalls">
          <Recalls />
        </TabPanel>
      </Tabs>
    </>
  );
}

function Asked() {
  const say = useTexts();
  const query = useQuery({ queryKey: ['partner-enquiries'], queryFn: ({ signal }) => readPartnerEnquiries(signal) });
  return (
    <section className="card">
      <Loaded query={query}>
        {(enquiries) =>
          enquiries.length === 0 ? (
            <Empty title={say('asked.empty')}>
              <p>{say('asked.empty-words')}</p>
            </Empty>
          ) : (
            <AskedTable enquiries={enquiries} />
          )
        }
      </Loaded>
    </section>
  );
}

function AskedTable({ enquiries }: { enquiries: readonly PartnerEnquiryLine[] }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <Table
      label={say('exchange.tab.asked')}
      rows={enquiries}
      keyOf={({ id }) => id}
      columns={[
        {
          name: say('column.reference'),
          cell: ({ id, reference }) => (
            <Link to={`/partner-enquiries/${id}`}>
              <Reference>{reference}</Reference>
            </Link>
          ),
        },
        {
          name: say('partner.title'),
          cell: ({ partnerId, society }) => <PartnerName id={partnerId} code={society} />,
        },
        { name: say('column.state'), cell: ({ state }) => <TheirEnquiryPill state={state} /> },
        {
          name: say('asked.to-judge'),
          cell: ({ toJudge }) => (toJudge > 0 ? <span className="num">{toJudge}</span> : undefined),
        },
        { name: say('asked.received'), cell: ({ receivedAt }) => dates.day(receivedAt) },
      ]}
    />
  );
}

function HeldByPartners() {
  const say = useTexts();
  const [params] = useSearchParams();
  const partners = usePartners();
  const partnerId = params.get('partner') ?? undefined;
  const query = useQuery({
    queryKey: ['disclosures', 'of-partner', partnerId],
    queryFn: ({ signal }) => readDisclosures(partnerId, signal),
  });
  return (
    <>
      {(partners.data ?? []).length > 1 && (
        <FilterLinks
          label={say('partner.title')}
          param="partner"
          also={{ tab: 'theirs' }}
          value={partnerId}
          options={(partners.data ?? []).map(({ id }) => id)}
          nameOf={(id) => <PartnerName id={id} />}
          all={say('list.all')}
        />
      )}
      <section className="card">
        <Loaded query={query}>
          {(disclosures) =>
            disclosures.length === 0 ? (
              <Empty title={say('disclosures.empty')} />
            ) : (
              <DisclosureLines disclosures={disclosures} />
            )
          }
        </Loaded>
      </section>
    </>
  );
}

function HeldByUs() {
  const say = useTexts();
  const query = useQuery({ queryKey: ['partner-records'], queryFn: ({ signal }) => readPartnerRecords(signal) });
  return (
    <section className="card">
      <Loaded query={query}>
        {(records) =>
          records.length === 0 ? <Empty title={say('records.empty')} /> : <PartnerRecordLines records={records} />
        }
      </Loaded>
    </section>
  );
}

const RECALL_TONES: Record<Recall['state'], Tone> = {
  ordered: 'close',
  acknowledged: 'plain',
  overdue: 'differ',
  excused: 'unknown',
  certified: 'agree',
};

function Recalls() {
  const say = useTexts();
  const [params] = useSearchParams();
  const which = params.get('which') === 'overdue' ? 'overdue' : 'all';
  const ordered = useQuery({ queryKey: ['recalls', which], queryFn: ({ signal }) => readRecalls(which, signal) });
  const received = useQuery({
    queryKey: ['recalls', 'received'],
    queryFn: ({ signal }) => readReceivedRecalls(signal),
  });
  return (
    <>
      <section className="card">
        <h2>{say('recalls.ordered')}</h2>
        <FilterLinks
          label={say('column.state')}
          param="which"
          also={{ tab: 'recalls' }}
          value={which === 'overdue' ? which : undefined}
          options={['overdue']}
          nameOf={() => say('recalls.overdue-only')}
          all={say('list.all')}
        />
        <Loaded query={ordered}>
          {(recalls) =>
            recalls.length === 0 ? (
              <Empty title={say(which === 'overdue' ? 'recalls.none-overdue' : 'recalls.empty')} />
            ) : (
              <Ordered recalls={overdueFirst(recalls)} />
            )
          }
        </Loaded>
      </section>
      <section className="card">
        <h2>{say('recalls.received')}</h2>
        <Loaded query={received}>
          {(recalls) =>
            recalls.length === 0 ? <Empty title={say('recalls.received-empty')} /> : <Received recalls={recalls} />
          }
        </Loaded>
      </section>
    </>
  );
}

const overdueFirst = (recalls: readonly Recall[]) =>
  [...recalls].sort((a, b) => Number(b.state === 'overdue') - Number(a.state === 'overdue'));

function Ordered({ recalls }: { recalls: readonly Recall[] }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <Table
      label={say('recalls.ordered')}
      rows={recalls}
      keyOf={({ id }) => id}
      columns={[
        { name: say('partner.title'), cell: ({ partnerId }) => <PartnerName id={partnerId} /> },
        { name: say('partner.why'), cell: ({ cause }) => say(`recall-cause.${cause}`) },
        {
          name: say('column.state'),
          cell: ({ state, exceptions }) => (
            <span>
              <Pill tone={RECALL_TONES[state]}>{say(`recall-state.${state}`)}</Pill>
              {exceptions.map((one) => (
                <span key={one} className="muted small block">
                  {say(`deletion-exception.${one}`)}
                </span>
              ))}
            </span>
          ),
        },
        {
          name: say('recalls.due'),
          cell: ({ dueAt, certifiedAt }) =>
            certifiedAt ? say('recalls.certified', { day: dates.day(certifiedAt) }) : dates.due(dueAt.slice(0, 10)),
        },
        {
          name: say('column.next-step'),
          quiet: true,
          end: true,
          cell: (recall) => (
            <Offered
              actions={recall.actions}
              verbs={['excuse']}
              asked={['reason-given']}
              nameOf={() => say('recall.do.excuse')}
              dialog={(_, close) => (
                <ConfirmStep
                  title={say('recall.do.excuse')}
                  words={say('recall.excuse-words')}
                  changes={[['recalls']]}
                  take={() => excuseRecall(recall.id, recall.version)}
                  onClose={close}
                />
              )}
            />
          ),
        },
      ]}
    />
  );
}

function Received({ recalls }: { recalls: readonly ReceivedRecall[] }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <Table
      label={say('recalls.received')}
      rows={recalls}
      keyOf={({ id }) => id}
      columns={[
        { name: say('partner.title'), cell: ({ partnerId }) => <PartnerName id={partnerId} /> },
        { name: say('partner.why'), cell: ({ cause }) => say(`recall-cause.${cause}`) },
        { name: say('asked.received'), cell: ({ receivedAt }) => dates.day(receivedAt) },
        {
          name: say('recalls.due'),
          cell: ({ dueAt, certifiedAt }) =>
            certifiedAt ? say('recalls.certified', { day: dates.day(certifiedAt) }) : dates.due(dueAt.slice(0, 10)),
        },
      ]}
    />
  );
}
