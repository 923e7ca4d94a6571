import { useIntl } from 'react-intl';
import { reportOf } from '../api/lists.js';
import type { PeopleList } from '../api/list-types.js';
import { useTexts } from '../app/texts.js';
import { Facts } from '../ui/facts.js';
import { Empty } from '../ui/states.js';
import { AsWritten } from '../ui/words.js';

/** How far the machine is. It goes on when this screen is closed. */
export function Progress({ list }: { list: PeopleList }) {
  const say = useTexts();
  const intl = useIntl();
  const { run, rows } = list;
  const left = run?.secondsLeft;
  return (
    <section className="card">
      <h2 id="progress">{say(`list-state.${list.state}`)}</h2>
      <progress aria-labelledby="progress" {...(run && rows ? { max: rows, value: run.done } : {})} />
      <p className="muted">
        {run && rows !== undefined && (
          <span className="num">
            {say('list.done-of', { done: intl.formatNumber(run.done), of: intl.formatNumber(rows) })}{' '}
          </span>
        )}
        {left !== undefined && say('list.time-left', { minutes: Math.max(1, Math.ceil(left / 60)) })}
      </p>
      <p>{say('list.goes-on')}</p>
    </section>
  );
}

/** What came of the rows, in numbers; row by row in the report. */
export function Outcome({ list }: { list: PeopleList }) {
  const say = useTexts();
  const intl = useIntl();
  const { run, unusedColumns } = list;
  if (!run) {
    return (
      <div className="card">
        <Empty title={say(`list-state.${list.state}`)}>
          <p>{say('list.nothing-left')}</p>
        </Empty>
      </div>
    );
  }
  const number = (value: number) => <span className="num">{intl.formatNumber(value)}</span>;
  const compared = run.of === 'comparison';
  return (
    <section className="card">
      <h2>{say(`list.outcome.${run.of}`)}</h2>
      <Facts
        facts={[
          [say('list.done'), number(run.done)],
          [say(run.of === 'check' ? 'list.would-be-added' : 'list.added'), compared ? undefined : number(run.added)],
          [say(compared ? 'list.proposed' : 'list.known'), number(run.known)],
          [say('list.refused'), number(run.refused)],
          [say('list.warned'), number(run.warned)],
        ]}
      />
      {unusedColumns.length > 0 && (
        <p className="muted small after-facts">
          {say('list.unused')}{' '}
          {unusedColumns.map((name, index) => (
            <span key={name}>
              {index > 0 && ' · '}
              <AsWritten>{name}</AsWritten>
            </span>
          ))}
        </p>
      )}
      {!compared && (
        <p className="after-facts">
          <a className="btn" href={reportOf(list.id)} download>
            {say('list.report')}
          </a>
          <span className="hint report-hint">{say('list.report-words')}</span>
        </p>
      )}
    </section>
  );
}
