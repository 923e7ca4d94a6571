import { Link, useSearchParams } from 'react-router';
import { readRegistrations } from '../api/relink.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { Paged } from '../ui/paged.js';
import { Empty } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { AsWritten, Reference, SensitivityPill } from '../ui/words.js';

export function RegistrationsPage() {
  const say = useTexts();
  const dates = useDates();
  const [params] = useSearchParams();
  const cursor = params.get('cursor') ?? undefined;
  return (
    <>
      <PageHead title={say('menu.registrations')}>
        <Link className="btn primary" to="/registrations/new">
          {say('registration.new')}
        </Link>
      </PageHead>
      <Paged
        queryKey={['registrations', cursor]}
        read={(signal) => readRegistrations(cursor, signal)}
        empty={
          <Empty title={say('registrations.empty')}>
            <p>{say('registrations.empty-words')}</p>
          </Empty>
        }
      >
        {(items) => (
          <Table
            label={say('menu.registrations')}
            rows={items}
            keyOf={(item) => item.id}
            columns={[
              {
                name: say('column.reference'),
                cell: (item) => (
                  <Link to={`/registrations/${item.id}`}>
                    <Reference>{item.reference}</Reference>
                  </Link>
                ),
              },
              {
                name: say('column.person'),
                cell: (item) => <b>{item.person ? <AsWritten>{item.person}</AsWritten> : say('person.no-name')}</b>,
              },
              {
                name: say('registration.kind'),
                cell: (item) => (
                  <>
                    {say.code('registration-kind', item.kind)}{' '}
                    {item.sensitivity !== 'open' && <SensitivityPill sensitivity={item.sensitivity} />}
                  </>
                ),
              },
              {
                name: say('registration.on'),
                end: true,
                cell: (item) => <span className="num muted">{dates.day(item.registeredOn)}</span>,
              },
            ]}
          />
        )}
      </Paged>
    </>
  );
}
