import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Link, useBlocker, useNavigate } from 'react-router';
import { createRegistration } from '../api/relink.js';
import type { RegistrationInput } from '../api/types.js';
import { today } from '../app/dates.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { LeaveDialog } from '../interview/leave-dialog.js';
import { Refused } from '../ui/field.js';
import { refusedBy, violationsOf } from '../ui/refusals.js';
import { Trouble } from '../ui/states.js';
import { emptyRegistration, missingAnswers, registrationOf, tidiedRegistration, type MissingAnswer } from './draft.js';
import { RegistrationFields } from './registration-fields.js';

/** Where each missing answer is given. */
const PATH_OF: Record<MissingAnswer, string> = {
  kind: 'kind',
  name: 'person.names.0.text',
  day: 'registeredOn',
  basis: 'basis.legalBasis',
};

export function NewRegistrationPage() {
  const say = useTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [initial] = useState(() => emptyRegistration(today()));
  const [draft, setDraft] = useState(initial);
  const [checked, setChecked] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const done = useRef(false);
  const missing = checked ? missingAnswers(draft) : [];

  const save = useMutation({
    mutationFn: (registration: RegistrationInput) => createRegistration(registration),
    onSuccess: (receipt) => {
      done.current = true;
      void queries.invalidateQueries({ queryKey: ['registrations'] });
      void navigate(`/registrations/${receipt.id}`);
    },
    onError: () => requestAnimationFrame(() => summary.current?.focus()),
  });
  const blocker = useBlocker(() => draft !== initial && !done.current);
  useEffect(() => {
    if (draft === initial) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [draft, initial]);

  const refusedByService = refusedBy(violationsOf(save.error), say);
  const refused = (path: string) => {
    const answer = missing.find((one) => PATH_OF[one] === path);
    return answer ? say(`registration.missing.${answer}`) : refusedByService(path);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const tidy = tidiedRegistration(draft);
    setDraft(tidy);
    const registration = registrationOf(tidy, today());
    if (missingAnswers(tidy).length > 0 || !registration) return requestAnimationFrame(() => summary.current?.focus());
    if (!save.isPending) save.mutate(registration);
  };
  return (
    <>
      <PageHead
        title={say('registration.new')}
        above={<Link to="/registrations">{say('menu.registrations')}</Link>}
        below={say('registration.new-words')}
      />
      <Refused.Provider value={refused}>
        <form className="reading-width" onSubmit={submit} noValidate>
          <div ref={summary} tabIndex={-1}>
            <Trouble error={save.error} />
            {missing.length > 0 && (
              <div className="note note-wrong" role="alert">
                <p>{say('registration.missing', { count: missing.length })}</p>
                <ul>
                  {missing.map((one) => (
                    <li key={one}>{say(`registration.missing.${one}`)}</li>
                  ))}
                </ul>
              </div>
            )}
          </div>
          <RegistrationFields draft={draft} onChange={setDraft} />
          <div className="save-bar">
            <span className="grow" />
            <Link className="btn" to="/registrations">
              {say('action.cancel')}
            </Link>
            <button type="submit" className="primary" aria-disabled={save.isPending}>
              {save.isPending ? say('state.saving') : say('registration.save')}
            </button>
          </div>
        </form>
      </Refused.Provider>
      {blocker.state === 'blocked' && <LeaveDialog onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} />}
    </>
  );
}
