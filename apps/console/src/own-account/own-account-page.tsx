import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endOtherSessions, readOwnAccount } from '../api/own-account.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { Loaded, Trouble } from '../ui/states.js';
import { PasskeysCard, type CardProps } from './passkeys-card.js';
import { PasswordDialog } from './password-dialog.js';

/** What whoever is signed in signs in with, and where they are signed in. */
export function OwnAccountPage() {
  const say = useTexts();
  const query = useQuery({ queryKey: ['own-account'], queryFn: ({ signal }) => readOwnAccount(signal) });
  const [done, setDone] = useState('');
  return (
    <div className="reading-width">
      <PageHead title={say('menu.own-account')} />
      <div role="status">{done && <p className="note note-fine">{done}</p>}</div>
      <Loaded query={query} lines={6}>
        {({ passkeys, otherSessions }) => (
          <>
            <PasskeysCard passkeys={passkeys} onDone={setDone} />
            <PasswordCard onDone={setDone} />
            <SessionsCard others={otherSessions} onDone={setDone} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function PasswordCard({ onDone }: CardProps) {
  const say = useTexts();
  const [asking, setAsking] = useState(false);
  return (
    <section className="card">
      <h2>{say('sign-in.password')}</h2>
      <p className="muted">{say('own-account.password-words')}</p>
      <button type="button" onClick={() => setAsking(true)}>
        {say('own-account.change-password')}
      </button>
      {asking && <PasswordDialog onDone={onDone} onClose={() => setAsking(false)} />}
    </section>
  );
}

function SessionsCard({ others, onDone }: CardProps & { others: number }) {
  const say = useTexts();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['own-account'] });
      onDone(say('own-account.sessions-ended'));
    },
  });
  return (
    <section className="card">
      <h2>{say('own-account.sessions')}</h2>
      <p>{say('own-account.sessions-count', { count: others })}</p>
      <Trouble error={end.error} />
      {others > 0 && (
        <>
          <p className="muted">{say('own-account.sessions-words')}</p>
          <button type="button" aria-disabled={end.isPending} onClick={() => !end.isPending && end.mutate()}>
            {end.isPending ? say('state.sending') : say('own-account.end-sessions')}
          </button>
        </>
      )}
    </section>
  );
}
