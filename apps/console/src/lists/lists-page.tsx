import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Link, useSearchParams } from 'react-router';
import { readLists } from '../api/lists.js';
import type { PeopleListLine } from '../api/list-types.js';
import type { Role } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useSession } from '../app/session.js';
import { useTexts } from '../app/texts.js';
import { Paged } from '../ui/paged.js';
import { Empty } from '../ui/states.js';
import { StepButton } from '../ui/step-button.js';
import { Table } from '../ui/table.js';
import { AsWritten } from '../ui/words.js';
import { BringInDialog } from './bring-in-dialog.js';
import { ListStatePill } from './list-state.js';

/** As the table "List of people" says. */
const BRING_IN: readonly Role[] = ['caseworker', 'supervisor', 'child-protection-specialist'];

export function ListsPage() {
  const say = useTexts();
  const { account } = useSession();
  const [params] = useSearchParams();
  const cursor = params.get('cursor') ?? undefined;
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead title={say('menu.lists')} below={say('lists.words')}>
        <StepButton
          text={say('lists.bring-in')}
          look="primary"
          reasons={BRING_IN.includes(account.role) ? [] : [say('not-allowed.workflow.not-yours')]}
          onPress={() => setAdding(true)}
        />
      </PageHead>
      <Paged
        queryKey={['lists', cursor]}
        read={(signal) => readLists(cursor, signal)}
        lines={6}
        empty={
          <Empty title={say('lists.empty')}>
            <p>{say('lists.empty-words')}</p>
          </Empty>
        }
      >
        {(items) => <Lines items={items} />}
      </Paged>
      {adding && <BringInDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function Lines({ items }: { items: PeopleListLine[] }) {
  const say = useTexts();
  const dates = useDates();
  const intl = useIntl();
  return (
    <Table
      label={say('menu.lists')}
      rows={items}
      keyOf={(list) => list.id}
      columns={[
        {
          name: say('lists.file'),
          cell: (list) => (
            <Link to={`/lists/${list.id}`}>
              <AsWritten>{list.name ?? say('lists.erased')}</AsWritten>
            </Link>
          ),
        },
        { name: say('lists.source'), cell: (list) => list.source && <AsWritten>{list.source}</AsWritten> },
        { name: say('column.state'), cell: (list) => <ListStatePill state={list.state} /> },
        {
          name: say('lists.rows'),
          cell: (list) =>
            list.rows === undefined ? undefined : <span className="num">{intl.formatNumber(list.rows)}</span>,
        },
        { name: say('lists.since'), cell: (list) => dates.day(list.announcedAt) },
      ]}
    />
  );
}
