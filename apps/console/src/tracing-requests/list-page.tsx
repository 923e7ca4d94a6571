import { Link, useSearchParams } from 'react-router';
import { readTracingRequests } from '../api/relink.js';
import { REQUEST_STATES, type TracingRequestSummary } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { FilterLinks } from '../ui/more.js';
import { Paged } from '../ui/paged.js';
import { Empty } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { AsWritten, NameList, Reference, SensitivityPill } from '../ui/words.js';
import { RequestStatePill } from './request-state.js';

export function TracingRequestsPage() {
  const say = useTexts();
  const [params] = useSearchParams();
  const state = REQUEST_STATES.find((one) => one === params.get('state'));
  const cursor = params.get('cursor') ?? undefined;
  return (
    <>
      <PageHead title={say('menu.tracing-requests')}>
        <Link className="btn primary" to="/tracing-requests/new">
          {say('action.new-interview')}
        </Link>
      </PageHead>
      <FilterLinks
        label={say('list.filter-state')}
        param="state"
        value={state}
        options={REQUEST_STATES}
        nameOf={(one) => say(`request-state.${one}`)}
        all={say('list.all')}
      />
      <Paged
        queryKey={['tracing-requests', state, cursor]}
        read={(signal) => readTracingRequests(state, cursor, signal)}
        empty={
          <Empty title={say(state ? 'requests.empty-state' : 'requests.empty')}>
            <p>{say('requests.empty-words')}</p>
          </Empty>
        }
      >
        {(items) => <Requests items={items} />}
      </Paged>
    </>
  );
}

function Requests({ items }: { items: TracingRequestSummary[] }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <Table
      label={say('menu.tracing-requests')}
      rows={items}
      keyOf={(item) => item.id}
      columns={[
        {
          name: say('column.reference'),
          cell: (item) => (
            <Link to={`/tracing-requests/${item.id}`}>
              <Reference>{item.reference}</Reference>
            </Link>
          ),
        },
        {
          name: say('column.sought'),
          cell: (item) => (
            <>
              <b>
                <NameList names={item.sought} otherwise={say('person.no-name')} />
              </b>
              {item.enquirer && (
                <div className="muted small">
                  {say('work.sought-by')} <AsWritten>{item.enquirer}</AsWritten>
                </div>
              )}
            </>
          ),
        },
        {
          name: say('column.state'),
          cell: (item) => (
            <div className="pills">
              <RequestStatePill state={item.state} />
              {item.sensitivity !== 'open' && <SensitivityPill sensitivity={item.sensitivity} />}
            </div>
          ),
        },
        {
          name: say('column.owner'),
          cell: (item) => item.owner?.name ?? <span className="muted">{say('case.no-owner')}</span>,
        },
        {
          name: say('column.next-action'),
          cell: (item) =>
            item.nextAction ? (
              <>
                {say.code('next-action', item.nextAction.code)}
                <div className="muted small">{dates.due(item.nextAction.due)}</div>
              </>
            ) : (
              <span className="muted">{say('case.no-next-action')}</span>
            ),
        },
        {
          name: say('column.opened'),
          end: true,
          cell: (item) => <span className="num muted">{dates.day(item.openedOn)}</span>,
        },
      ]}
    />
  );
}
