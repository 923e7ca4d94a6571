import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { Link, Navigate, useSearchParams } from 'react-router';
import { readWork } from '../api/relink.js';
import { WORK_KINDS, type Work, type WorkKind } from '../api/types.js';
import { PageHead } from '../app/page.js';
import { useSession } from '../app/session.js';
import { hasCases } from '../app/shell.js';
import { useTexts } from '../app/texts.js';
import { Empty, Loaded } from '../ui/states.js';
import { WorkTable } from './work-table.js';

/** What needs this person today: what is late first, then by kind, each with its next step. */
export function WorkPage() {
  const { account } = useSession();
  if (!hasCases(account.role)) return <Navigate to="/accounts" replace />;
  return <MyWork name={account.name} />;
}

function greetingAt(hour: number) {
  if (hour < 5) return 'work.hello' as const;
  if (hour < 12) return 'work.morning' as const;
  return hour < 18 ? ('work.afternoon' as const) : ('work.evening' as const);
}

function MyWork({ name }: { name: string }) {
  const say = useTexts();
  const intl = useIntl();
  const [params] = useSearchParams();
  const only = WORK_KINDS.find((kind) => kind === params.get('kind'));
  const query = useQuery({ queryKey: ['work', only ?? 'all'], queryFn: ({ signal }) => readWork(only, signal) });
  const now = new Date();
  const date = intl.formatDate(now, { weekday: 'long', day: 'numeric', month: 'long' });
  return (
    <>
      <PageHead
        title={say('menu.work')}
        heading={say(greetingAt(now.getHours()), { name: name.split(' ')[0] ?? name })}
        below={query.data ? say('work.summary', { date, count: inAll(query.data), late: query.data.late }) : date}
      >
        <Link className="btn primary" to="/tracing-requests/new">
          {say('action.new-interview')}
        </Link>
      </PageHead>
      <Loaded query={query} lines={6}>
        {(work) => <Waiting work={work} only={only} />}
      </Loaded>
    </>
  );
}

function inAll({ counts }: Work): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function Waiting({ work, only }: { work: Work; only: WorkKind | undefined }) {
  const say = useTexts();
  const { items } = work;
  const more = (only ? (work.counts[only] ?? 0) : inAll(work)) - items.length;
  const late = items.filter((item) => item.late);
  const groups = WORK_KINDS.map((kind) => ({
    kind,
    items: items.filter((one) => one.kind === kind && !one.late),
  })).filter((group) => group.items.length > 0);
  if (inAll(work) === 0) {
    return (
      <div className="card">
        <Empty title={say('work.empty')}>
          <p>{say('work.empty-words')}</p>
        </Empty>
      </div>
    );
  }
  return (
    <div className="cols cols-slim">
      <div>
        {only && (
          <p className="filter-note">
            {say('work.only', { kind: say(`work.kind.${only}`) })} <Link to="/">{say('work.show-all')}</Link>
          </p>
        )}
        {late.length > 0 && (
          <section className="card">
            <h2>{say('work.late')}</h2>
            <WorkTable label={say('work.late')} items={late} />
          </section>
        )}
        {groups.length > 0 && (
          <div className="card">
            {groups.map(({ kind, items: some }) => (
              <section key={kind} className="work-group">
                <h2>{say(`work.kind.${kind}`)}</h2>
                <WorkTable label={say(`work.kind.${kind}`)} items={some} quietHead />
              </section>
            ))}
          </div>
        )}
        {items.length === 0 && (
          <div className="card">
            <Empty title={say('work.empty-kind')} />
          </div>
        )}
        {more > 0 && <p className="muted">{say('work.more', { count: more })}</p>}
      </div>
      <aside>
        <Overview work={work} only={only} />
      </aside>
    </div>
  );
}

/** How much waits of each kind; each line shows only that kind. */
function Overview({ work, only }: { work: Work; only: WorkKind | undefined }) {
  const say = useTexts();
  const intl = useIntl();
  const most = Math.max(...WORK_KINDS.map((kind) => work.counts[kind] ?? 0), 1);
  return (
    <section className="card">
      <h2>{say('work.overview')}</h2>
      <ul className="overview">
        {WORK_KINDS.filter((kind) => (work.counts[kind] ?? 0) > 0).map((kind) => (
          <li key={kind}>
            <Link to={`/?kind=${kind}`} aria-current={only === kind ? 'true' : undefined}>
              <span>{say(`work.kind.${kind}`)}</span>
              <span className="meter" aria-hidden="true">
                <i style={{ inlineSize: `${((work.counts[kind] ?? 0) / most) * 100}%` }} />
              </span>
              <b className="num">{intl.formatNumber(work.counts[kind] ?? 0)}</b>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
