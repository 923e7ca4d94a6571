import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { Navigate, NavLink, Outlet, useLocation, useNavigation } from 'react-router';
import { readWork } from '../api/relink.js';
import type { Role, WorkKind } from '../api/types.js';
import { Loading, Trouble } from '../ui/states.js';
import { Mark } from '../ui/mark.js';
import { Preferences } from './preferences.js';
import { useSession, useSessionDoor } from './session.js';
import { SignInAgain } from './sign-in-again.js';
import { useAllTexts, useTexts, type TextKey } from './texts.js';

/** Administrators and analysts see no case data; see the roles in the domain's rules. */
const WITHOUT_CASES: readonly Role[] = ['administrator', 'analyst'];

interface Entry {
  to: string;
  text: TextKey;
  /** Which waiting work the number beside it counts. */
  counts?: readonly WorkKind[];
  /** Whose screen it is; left out: everybody's who sees cases. */
  roles?: readonly Role[];
}
const ENTRIES: readonly Entry[] = [
  {
    to: '/',
    text: 'menu.work',
    counts: ['interview', 'decision', 'search', 'match-review', 'match-confirmation', 'wishes', 'result'],
  },
  {
    to: '/tracing-requests',
    text: 'menu.tracing-requests',
    counts: ['interview', 'decision', 'search', 'wishes', 'result'],
  },
  { to: '/registrations', text: 'menu.registrations' },
  { to: '/matches', text: 'menu.matches', counts: ['match-review', 'match-confirmation'] },
  {
    to: '/lists',
    text: 'menu.lists',
    roles: ['caseworker', 'supervisor', 'child-protection-specialist', 'steward'],
  },
  {
    to: '/exchange',
    text: 'menu.exchange',
    roles: ['caseworker', 'supervisor', 'child-protection-specialist', 'liaison', 'steward'],
  },
  { to: '/rights-requests', text: 'menu.rights-requests', roles: ['steward'] },
  { to: '/exports', text: 'menu.exports', roles: ['supervisor', 'steward'] },
  { to: '/partners', text: 'menu.partners', roles: ['liaison', 'steward', 'administrator'] },
  { to: '/accounts', text: 'menu.accounts', roles: ['administrator'] },
];

export const hasCases = (role: Role) => !WITHOUT_CASES.includes(role);

/** The frame of every screen behind the sign-in. */
export function Shell() {
  const { session, trouble, retry, ended } = useSessionDoor();
  const intl = useIntl();
  const { pathname, search } = useLocation();
  const complete = useAllTexts();
  if (trouble && session === undefined) {
    return (
      <main className="alone">
        <Trouble error={trouble} onRetry={retry} />
      </main>
    );
  }
  if (session === undefined) {
    return (
      <main className="alone">
        <Loading />
      </main>
    );
  }
  if (session === null) return <Navigate to="/sign-in" replace state={{ from: `${pathname}${search}` }} />;
  if (!complete) return null;
  return (
    <I18nProvider locale={intl.locale}>
      <Frame />
      {ended && <SignInAgain />}
    </I18nProvider>
  );
}

function Frame() {
  const say = useTexts();
  const { account, demo } = useSession();
  const { pathname } = useLocation();
  const { state } = useNavigation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [pathname]);
  return (
    <>
      <a className="skip" href="#main">
        {say('menu.skip')}
      </a>
      {demo && (
        <aside className="demo-band" aria-label={say('demo.label')}>
          {say('demo.band')}
        </aside>
      )}
      <div className="frame">
        <header className="side">
          <div className="side-head">
            <span className="brand">
              <Mark />
              Relink
            </span>
            <button
              type="button"
              className="menu-button"
              aria-expanded={open}
              aria-controls="menu"
              onClick={() => setOpen(!open)}
            >
              {say('menu.menu')}
            </button>
          </div>
          <div id="menu" className={open ? 'side-body side-open' : 'side-body'}>
            <Menu role={account.role} />
            <div className="side-foot">
              <div>
                {account.society} · {account.branchName}
              </div>
              <div>
                {account.name} · {say(`role.${account.role}`)}
              </div>
              <NavLink to="/account">{say('menu.own-account')}</NavLink>
              <Preferences />
              <SignOut />
            </div>
          </div>
        </header>
        <main id="main" tabIndex={-1} aria-busy={state === 'loading'}>
          <Outlet />
        </main>
      </div>
    </>
  );
}

function Menu({ role }: { role: Role }) {
  const say = useTexts();
  const intl = useIntl();
  const cases = hasCases(role);
  const { data } = useQuery({
    queryKey: ['work', 'all'],
    queryFn: ({ signal }) => readWork(undefined, signal),
    enabled: cases,
    refetchInterval: 60_000,
  });
  const entries = ENTRIES.filter(({ roles }) => (roles ? roles.includes(role) : cases));
  return (
    <nav aria-label={say('menu.label')}>
      {entries.map(({ to, text, counts }) => {
        const count = data && counts ? counts.reduce((sum, kind) => sum + (data.counts[kind] ?? 0), 0) : 0;
        return (
          <NavLink key={to} to={to} end={to === '/'}>
            {say(text)}
            {count > 0 && (
              <b>
                <span aria-hidden="true">{intl.formatNumber(count)}</span>
                <span className="only-read">{say('menu.count', { count })}</span>
              </b>
            )}
          </NavLink>
        );
      })}
    </nav>
  );
}

function SignOut() {
  const say = useTexts();
  const { signOut } = useSessionDoor();
  return (
    <button type="button" className="linklike" onClick={() => void signOut()}>
      {say('menu.sign-out')}
    </button>
  );
}
