import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readAccounts, readBranches } from '../api/accounts.js';
import type { Account, Branch } from '../api/types.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { CopyText } from '../ui/copy-text.js';
import { Empty, Loaded } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { NewAccountDialog, NewBranchDialog } from './account-dialogs.js';

export function AccountsPage() {
  const say = useTexts();
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: ({ signal }) => readAccounts(signal) });
  const branches = useQuery({ queryKey: ['branches'], queryFn: ({ signal }) => readBranches(signal) });
  const [adding, setAdding] = useState<'account' | 'branch'>();
  const [link, setLink] = useState<{ name: string; url: string }>();
  return (
    <>
      <PageHead title={say('menu.accounts')}>
        <button type="button" onClick={() => setAdding('branch')}>
          {say('branch.new')}
        </button>
        <button type="button" className="primary" onClick={() => setAdding('account')}>
          {say('account.new')}
        </button>
      </PageHead>
      {link && (
        <div className="note" role="status">
          <p>
            <b>{say('account.link-title', { name: link.name })}</b>
          </p>
          <p>{say('account.link-words')}</p>
          <CopyText label={say('account.link')} text={link.url} />
          <button type="button" onClick={() => setLink(undefined)}>
            {say('account.link-done')}
          </button>
        </div>
      )}
      <section className="card">
        <h2>{say('account.list')}</h2>
        <Loaded query={accounts}>
          {({ items }) => <Accounts accounts={items} branches={branches.data?.items ?? []} />}
        </Loaded>
      </section>
      <section className="card">
        <h2>{say('branch.list')}</h2>
        <Loaded query={branches}>{({ items }) => <Branches branches={items} />}</Loaded>
      </section>
      {adding === 'branch' && <NewBranchDialog onClose={() => setAdding(undefined)} />}
      {adding === 'account' && (
        <NewAccountDialog
          branches={branches.data?.items ?? []}
          onClose={() => setAdding(undefined)}
          onCreated={(name, token) =>
            setLink({ name, url: new URL(`/enrol/${encodeURIComponent(token)}`, window.location.origin).href })
          }
        />
      )}
    </>
  );
}

function Accounts({ accounts, branches }: { accounts: Account[]; branches: Branch[] }) {
  const say = useTexts();
  if (accounts.length === 0) return <Empty title={say('account.none')} />;
  const branchOf = (account: Account) => branches.find((branch) => branch.id === account.branchId)?.name;
  return (
    <Table
      label={say('account.list')}
      rows={accounts}
      keyOf={(account) => account.id}
      columns={[
        { name: say('account.name'), cell: (account) => <b>{account.name}</b> },
        { name: say('sign-in.email'), cell: (account) => <span dir="ltr">{account.email}</span> },
        { name: say('account.role'), cell: (account) => say.code('role', account.role) },
        { name: say('case.branch'), cell: (account) => branchOf(account) },
        { name: say('column.state'), cell: (account) => say(`account-state.${account.state}`) },
      ]}
    />
  );
}

function Branches({ branches }: { branches: Branch[] }) {
  const say = useTexts();
  if (branches.length === 0) return <Empty title={say('branch.none')} />;
  return (
    <Table
      label={say('branch.list')}
      rows={branches}
      keyOf={(branch) => branch.id}
      columns={[
        { name: say('branch.name'), cell: (branch) => <b>{branch.name}</b> },
        { name: say('branch.code'), cell: (branch) => <span className="ref">{branch.code}</span> },
      ]}
    />
  );
}
