import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Link, useParams, useSearchParams } from 'react-router';
import { readTracingRequest } from '../api/relink.js';
import type { TracingRequest } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useTexts, type Say, type TextKey } from '../app/texts.js';
import { CasePartners } from '../exchange/case-partners.js';
import { FilesPart } from '../files/files-part.js';
import { FamilyTab } from '../family/family-tab.js';
import { Limits } from '../persons/limits.js';
import { PersonCard } from '../persons/person-card.js';
import { RightsRequests } from '../rights/rights-requests.js';
import { useRights } from '../rights/use-rights.js';
import { Empty, Loaded } from '../ui/states.js';
import { AsWritten, BandPill, NameList, Reference, SensitivityPill } from '../ui/words.js';
import { CaseActions } from './case-actions.js';
import { RequestStatePill } from './request-state.js';
import { Story } from './story.js';

const TABS = ['story', 'people', 'matches', 'files', 'family', 'partners', 'timeline'] as const;

export function CasePage() {
  const say = useTexts();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['tracing-request', id],
    queryFn: ({ signal }) => readTracingRequest(id, signal),
  });
  const request = query.data;
  return (
    <>
      <PageHead
        title={say('case.title')}
        heading={request ? <Heading request={request} /> : undefined}
        above={<Link to="/tracing-requests">{say('menu.tracing-requests')}</Link>}
      />
      <Loaded query={query} lines={8}>
        {(data) => <Case request={data} />}
      </Loaded>
    </>
  );
}

function Heading({ request }: { request: TracingRequest }) {
  const say = useTexts();
  const names = (request.interview.soughtPersons ?? [])
    .map((sought) => sought.person.names[0]?.text ?? '')
    .filter(Boolean);
  return <NameList names={names} otherwise={say('case.title')} />;
}

function Case({ request }: { request: TracingRequest }) {
  const say = useTexts();
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'story';
  const counts: Partial<Record<(typeof TABS)[number], number>> = {
    people: (request.interview.soughtPersons?.length ?? 0) + (request.interview.enquirer ? 1 : 0),
    matches: request.matches.length,
  };
  return (
    <>
      <Identity request={request} />
      <SaidNo request={request} />
      <div className="cols">
        <Tabs
          className="tabs"
          selectedKey={tab}
          onSelectionChange={(key) => setParams({ tab: String(key) }, { replace: true })}
        >
          <TabList aria-label={say('case.parts')}>
            {TABS.map((one) => (
              <Tab key={one} id={one}>
                {say(`case.tab.${one}`)}
                {counts[one] ? <span className="muted num"> {counts[one]}</span> : null}
              </Tab>
            ))}
          </TabList>
          <TabPanel id="story">
            <Story interview={request.interview} />
          </TabPanel>
          <TabPanel id="people">
            <People request={request} />
          </TabPanel>
          <TabPanel id="matches">
            <Matches request={request} />
          </TabPanel>
          <TabPanel id="files">
            <FilesPart dossierId={request.id} persons={soughtOf(request, say)} />
          </TabPanel>
          <TabPanel id="family">
            <FamilyTab request={request} />
          </TabPanel>
          <TabPanel id="partners">
            <CasePartners request={request} />
          </TabPanel>
          <TabPanel id="timeline">
            <Timeline request={request} />
          </TabPanel>
        </Tabs>
        <aside>
          <CaseActions request={request} />
          <RightsRequests dossierId={request.id} nameOf={(id) => nameIn(request, id)} />
        </aside>
      </div>
    </>
  );
}

/** What somebody of the case does not want stands above every part of it. */
function SaidNo({ request: { interview } }: { request: TracingRequest }) {
  const say = useTexts();
  const people = [...(interview.soughtPersons ?? []), ...(interview.enquirer ? [interview.enquirer] : [])];
  const limited = people.filter(({ basis }) => basis?.restrictions?.length);
  if (limited.length === 0) return null;
  return (
    <section className="note" aria-label={say('case.said-no')}>
      <p>
        <b>{say('case.said-no')}</b>
      </p>
      {limited.map(({ person, basis }, index) => (
        <div key={index}>
          <AsWritten>{person.names[0]?.text ?? say('person.no-name')}</AsWritten>
          <Limits restrictions={basis?.restrictions ?? []} />
        </div>
      ))}
    </section>
  );
}

/** Those whose own files a case can hold by name. */
function soughtOf({ interview }: TracingRequest, say: Say): { id: string; name: string }[] {
  return (interview.soughtPersons ?? []).flatMap(({ id, person }) =>
    id ? [{ id, name: person.names[0]?.text ?? say('person.no-name') }] : [],
  );
}

function nameIn({ interview: { enquirer, soughtPersons = [] } }: TracingRequest, personId: string): string | undefined {
  return [enquirer, ...soughtPersons].find(({ id }) => id === personId)?.person.names[0]?.text;
}

function Identity({ request }: { request: TracingRequest }) {
  const say = useTexts();
  const dates = useDates();
  const enquirer = request.interview.enquirer?.person.names[0]?.text;
  const facts: [TextKey, ReactNode][] = [
    ['column.reference', <Reference key="r">{request.reference}</Reference>],
    ['column.state', <RequestStatePill key="s" state={request.state} />],
    ['case.sensitivity', <SensitivityPill key="p" sensitivity={request.sensitivity} />],
    [
      'case.enquirer',
      enquirer ? (
        <AsWritten key="e">{enquirer}</AsWritten>
      ) : (
        <span className="muted">{say('person.not-recorded')}</span>
      ),
    ],
    ['column.owner', request.owner?.name ?? <span className="muted">{say('case.no-owner')}</span>],
    [
      'column.next-action',
      request.nextAction ? (
        <>
          {say.code('next-action', request.nextAction.code)}{' '}
          <span className="muted small">{dates.due(request.nextAction.due)}</span>
        </>
      ) : (
        <span className="muted">{say('case.no-next-action')}</span>
      ),
    ],
    [
      'case.review-on',
      request.reviewOn ? dates.day(request.reviewOn) : <span className="muted">{say('case.no-review')}</span>,
    ],
    ['case.branch', request.branch.name],
  ];
  return (
    <dl className="identity">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{say(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function People({ request }: { request: TracingRequest }) {
  const say = useTexts();
  const { data } = useRights(request.id);
  const rightsOf = (id: string | undefined) => data?.persons.find(({ personId }) => personId === id);
  const { enquirer, soughtPersons = [] } = request.interview;
  if (!enquirer && soughtPersons.length === 0) return <Empty title={say('case.nobody')} />;
  return (
    <>
      {soughtPersons.map((sought, index) => (
        <PersonCard
          key={sought.id ?? index}
          person={sought.person}
          role={say('case.sought-person')}
          note={say(`sought.${sought.relation}`)}
          basis={sought.basis}
          rights={rightsOf(sought.id)}
          dossierId={request.id}
        />
      ))}
      {enquirer && (
        <PersonCard
          person={enquirer.person}
          role={say('case.enquirer')}
          note={enquirer.identityChecked ? say('case.identity-checked') : say('case.identity-not-checked')}
          basis={enquirer.basis}
          rights={rightsOf(enquirer.id)}
          dossierId={request.id}
        />
      )}
    </>
  );
}

function Matches({ request }: { request: TracingRequest }) {
  const say = useTexts();
  if (request.matches.length === 0) {
    return (
      <div className="card">
        <Empty title={say('case.no-matches')}>
          <p>{say('case.no-matches-words')}</p>
        </Empty>
      </div>
    );
  }
  return (
    <section className="card">
      <ul className="lines">
        {request.matches.map((match, index) => (
          <li key={match.id}>
            <span className="num muted">{index + 1}</span>
            <span>
              <b>
                <AsWritten>{match.registered}</AsWritten>
              </b>{' '}
              <span className="muted small">
                <Reference>{match.registrationReference}</Reference>
              </span>
            </span>
            <BandPill band={match.band} />
            <span>{say.code('match-state', match.state)}</span>
            <Link
              className="btn"
              to={`/matches/${match.id}`}
              aria-label={say('case.open-match', { number: index + 1 })}
            >
              {say('step.match-review')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What no person did is recorded under the name of the work, such as `matching.propose-matches`. */
const isOurOwnWork = (by: string) => /^[a-z]+\.[a-z-]+$/.test(by);

function Timeline({ request }: { request: TracingRequest }) {
  const say = useTexts();
  const dates = useDates();
  if (request.timeline.length === 0) return <Empty title={say('case.no-timeline')} />;
  return (
    <section className="card">
      <ol className="timeline">
        {request.timeline.map((entry, index) => (
          <li key={index}>
            <b>{say.code('done', entry.action)}</b>
            <div className="muted small">
              {isOurOwnWork(entry.by) ? 'Relink' : entry.by} · <time dateTime={entry.at}>{dates.moment(entry.at)}</time>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
