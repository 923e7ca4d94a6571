import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { readAccounts, readBranches } from '../api/accounts.js';
import type { Account, AccountState, Branch } from '../api/types.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { CopyText } from '../ui/copy-text.js';
import { Empty, Loaded } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { AsWritten, Pill, type Tone } from '../ui/words.js';
import { NewAccountDialog, NewBranchDialog } from './account-dialogs.js';
import { AccountSteps } from './account-steps.js';

export function AccountsPage() {
  const say = useTexts();
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: ({ signal }) => readAccounts(signal) });
  const branches = useQuery({ queryKey: ['branches'], queryFn: ({ signal }) => readBranches(signal) });
  const [adding, setAdding] = useState<'account' | 'branch'>();
  const [link, setLink] = useState<EnrolmentLink>();
  const show = (name: string, token: string) =>
    setLink({ name, url: new URL(`/enrol/${encodeURIComponent(token)}`, window.location.origin).href });
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
      {link && <LinkNote link={link} onDone={() => setLink(undefined)} />}
      <section className="card">
        <h2>{say('account.list')}</h2>
        <Loaded query={accounts}>
          {({ items }) => <Accounts accounts={items} branches={branches.data?.items ?? []} onInvited={show} />}
        </Loaded>
      </section>
      <section className="card">
        <h2>{say('branch.list')}</h2>
        <Loaded query={branches}>{({ items }) => <Branches branches={items} />}</Loaded>
      </section>
      {adding === 'branch' && <NewBranchDialog onClose={() => setAdding(undefined)} />}
      {adding === 'account' && (
        <NewAccountDialog branches={branches.data?.items ?? []} onClose={() => setAdding(undefined)} onCreated={show} />
      )}
    </>
  );
}

interface EnrolmentLink {
  name: string;
  url: string;
}

/** Takes the focus: it is shown only now, and the list may be scrolled away from it. */
function LinkNote({ link, onDone }: { link: EnrolmentLink; onDone: () => void }) {
  const say = useTexts();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Once the dialog it came from has given the focus back.
    const timer = setTimeout(() => note.current?.focus(), 100);
    return () => clearTimeout(timer);
  }, [link]);
  return (
    <div className="note" ref={note} tabIndex={-1}>
      <p>
        <b>{say('account.link-title', { name: link.name })}</b>
      </p>
      <p>{say('account.link-words')}</p>
      <CopyText label={say('account.link')} text={link.url} />
      <button type="button" onClick={onDone}>
        {say('account.link-done')}
      </button>
    </div>
  );
}

const STATES: Record<AccountState, { tone: Tone; sign: string }> = {
  invited: { tone: 'close', sign: '…' },
  active: { tone: 'agree', sign: '✓' },
  disabled: { tone: 'unknown', sign: '–' },
};
const isOpen = ({ state }: Account) => state !== 'disabled';

interface AccountsProps {
  accounts: readonly Account[];
  branches: readonly Branch[];
  onInvited: (name: string, enrolmentToken: string) => void;
}

function Accounts({ accounts, branches, onInvited }: AccountsProps) {
  const say = useTexts();
  if (accounts.length === 0) return <Empty title={say('account.none')} />;
  const branchOf = (account: Account) => branches.find((branch) => branch.id === account.branchId)?.name;
  const quietly = (account: Account) => (isOpen(account) ? undefined : 'muted');
  return (
    <Table
      label={say('account.list')}
      rows={[...accounts.filter(isOpen), ...accounts.filter((account) => !isOpen(account))]}
      keyOf={(account) => account.id}
      columns={[
        {
          name: say('account.name'),
          cell: (account) => (
            <span className={quietly(account)}>
              {isOpen(account) ? (
                <b>
                  <AsWritten>{account.name}</AsWritten>
                </b>
              ) : (
                <AsWritten>{account.name}</AsWritten>
              )}
              <span className="muted small block wrap">
                <bdi dir="ltr">{account.email}</bdi>
              </span>
            </span>
          ),
        },
        {
          name: say('account.role'),
          cell: (account) => (
            <span className={quietly(account)}>
              {say.code('role', account.role)}
              {account.trainedForNewsOfDeath && <span className="muted small block">{say('account.trained')}</span>}
            </span>
          ),
        },
        {
          name: say('case.branch'),
          cell: (account) => <span className={quietly(account)}>{branchOf(account)}</span>,
        },
        {
          name: say('column.state'),
          cell: ({ state }) => (
            <Pill tone={STATES[state].tone} sign={STATES[state].sign}>
              {say(`account-state.${state}`)}
            </Pill>
          ),
        },
        {
          name: say('column.next-step'),
          quiet: true,
          end: true,
          cell: (account) => <AccountSteps {...{ account, branches, onInvited }} />,
        },
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
