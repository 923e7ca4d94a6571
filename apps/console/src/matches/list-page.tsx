import { Link, useSearchParams } from 'react-router';
import { readMatches } from '../api/relink.js';
import { MATCH_STATES } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { FilterLinks } from '../ui/more.js';
import { Paged } from '../ui/paged.js';
import { Empty } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { AsWritten, BandPill, Reference } from '../ui/words.js';

export function MatchesPage() {
  const say = useTexts();
  const dates = useDates();
  const [params] = useSearchParams();
  const state = MATCH_STATES.find((one) => one === params.get('state'));
  const cursor = params.get('cursor') ?? undefined;
  return (
    <>
      <PageHead title={say('menu.matches')} below={say('matches.words')} />
      <FilterLinks
        label={say('list.filter-state')}
        param="state"
        value={state}
        options={MATCH_STATES}
        nameOf={(one) => say(`match-state.${one}`)}
        all={say('list.all')}
      />
      <Paged
        queryKey={['matches', state, cursor]}
        read={(signal) => readMatches(state, cursor, signal)}
        empty={
          <Empty title={say('matches.empty')}>
            <p>{say('matches.empty-words')}</p>
          </Empty>
        }
      >
        {(items) => (
          <Table
            label={say('menu.matches')}
            rows={items}
            keyOf={(item) => item.id}
            columns={[
              {
                name: say('column.sought'),
                cell: (item) => (
                  <>
                    <b>
                      <AsWritten>{item.sought}</AsWritten>
                    </b>
                    <div className="muted small">
                      <Reference>{item.requestReference}</Reference>
                    </div>
                  </>
                ),
              },
              {
                name: say('column.registered'),
                cell: (item) => (
                  <>
                    <b>
                      <AsWritten>{item.registered}</AsWritten>
                    </b>
                    <div className="muted small">
                      <Reference>{item.registrationReference}</Reference>
                    </div>
                  </>
                ),
              },
              { name: say('match.evidence'), cell: (item) => <BandPill band={item.band} /> },
              { name: say('column.state'), cell: (item) => say.code('match-state', item.state) },
              {
                name: say('column.proposed'),
                cell: (item) => <span className="num muted">{dates.day(item.proposedAt)}</span>,
              },
              {
                name: say('column.next-step'),
                quiet: true,
                end: true,
                cell: (item) => (
                  <Link
                    className="btn"
                    to={`/matches/${item.id}`}
                    aria-label={say('work.step-for', {
                      step: say('step.match-review'),
                      reference: item.requestReference,
                    })}
                  >
                    {say('step.match-review')}
                  </Link>
                ),
              },
            ]}
          />
        )}
      </Paged>
    </>
  );
}
