import { Link, Navigate, useSearchParams } from 'react-router';
import { readOpenRights, type OpenRightsRequest } from '../api/rights.js';
import { daysBetween, today, useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useSession } from '../app/session.js';
import { useTexts } from '../app/texts.js';
import { Paged } from '../ui/paged.js';
import { Empty } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { AsWritten, Pill, Reference } from '../ui/words.js';
import { pageOfRecord } from '../work/step-at.js';

/** All that people asked for by right and nobody has answered yet, the next due first. The steward answers for it. */
export function RightsRequestsPage() {
  const say = useTexts();
  const { account } = useSession();
  const [params] = useSearchParams();
  const cursor = params.get('cursor') ?? undefined;
  if (account.role !== 'steward') return <Navigate to="/" replace />;
  return (
    <>
      <PageHead title={say('menu.rights-requests')} below={say('rights-requests.words')} />
      <Paged
        queryKey={['rights-requests', cursor]}
        read={(signal) => readOpenRights(cursor, signal)}
        empty={
          <Empty title={say('rights-requests.empty')}>
            <p>{say('rights-requests.empty-words')}</p>
          </Empty>
        }
      >
        {(items) => <Lines items={items} />}
      </Paged>
    </>
  );
}

function Lines({ items }: { items: OpenRightsRequest[] }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <Table
      label={say('menu.rights-requests')}
      rows={items}
      keyOf={(request) => request.id}
      columns={[
        { name: say('rights.kind'), cell: (request) => <What request={request} /> },
        { name: say('column.reference'), cell: (request) => <Record request={request} /> },
        {
          name: say('rights.received'),
          cell: ({ receivedOn }) => <span className="num">{dates.day(receivedOn)}</span>,
        },
        { name: say('column.due'), cell: (request) => <Due request={request} /> },
        { name: say('column.next-step'), cell: ({ state }) => <Next state={state} /> },
      ]}
    />
  );
}

function What({ request: { kind, words } }: { request: OpenRightsRequest }) {
  const say = useTexts();
  return (
    <>
      <b>{say(`right.${kind}`)}</b>
      {words.asked && (
        <div className="small">
          <AsWritten>{words.asked}</AsWritten>
        </div>
      )}
    </>
  );
}

/** The steps are taken in the record, where everything is that an answer needs. */
function Record({ request: { recordKind, dossierId, reference } }: { request: OpenRightsRequest }) {
  const say = useTexts();
  const page = pageOfRecord(recordKind, dossierId);
  const name = reference ? <Reference>{reference}</Reference> : say('rights-requests.record');
  return page ? <Link to={page}>{name}</Link> : name;
}

function Due({ request: { dueOn, extended } }: { request: OpenRightsRequest }) {
  const say = useTexts();
  const dates = useDates();
  return (
    <>
      {daysBetween(today(), dueOn) < 0 ? (
        <Pill tone="differ" sign="!">
          {dates.due(dueOn)}
        </Pill>
      ) : (
        <span className="num">{dates.due(dueOn)}</span>
      )}
      {extended && <div className="muted small">{say('rights-requests.extended')}</div>}
    </>
  );
}

function Next({ state }: { state: OpenRightsRequest['state'] }) {
  const say = useTexts();
  return state === 'received' || state === 'identity-checked' ? say(`rights.next.${state}`) : null;
}
