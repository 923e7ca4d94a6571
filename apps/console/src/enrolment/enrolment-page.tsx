import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useParams } from 'react-router';
import { confirmEnrolment, enrol } from '../api/relink.js';
import type { Enrolment } from '../api/types.js';
import { Preferences } from '../app/preferences.js';
import { useTitle } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { westernDigits } from '../sign-in/digits.js';
import { CopyText } from '../ui/copy-text.js';
import { Refused, TextField } from '../ui/field.js';
import { Mark } from '../ui/mark.js';
import { fits, NewPassword } from '../ui/new-password.js';
import { refusedBy, violationsOf } from '../ui/refusals.js';
import { focusFirstWrong } from '../ui/focus.js';
import { Trouble } from '../ui/states.js';

/** First set-up of an account, from the link the administrator handed over: a password, then an authenticator. */
export function EnrolmentPage() {
  const say = useTexts();
  useTitle(say('enrol.title'));
  const { token = '' } = useParams();
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [done, setDone] = useState(false);
  const step = done ? 3 : enrolment ? 2 : 1;
  return (
    <main className="alone">
      <div className="brand brand-large">
        <Mark />
        Relink
      </div>
      <div className="card">
        <p className="small muted">{step < 3 ? say('enrol.step', { step, of: 2 }) : ' '}</p>
        <h1>{say(step === 1 ? 'enrol.title' : step === 2 ? 'enrol.totp-title' : 'enrol.done-title')}</h1>
        {step === 1 && <PasswordStep token={token} onDone={setEnrolment} />}
        {step === 2 && enrolment && (
          <AuthenticatorStep token={token} enrolment={enrolment} onDone={() => setDone(true)} />
        )}
        {step === 3 && (
          <>
            <p>{say('enrol.done-words')}</p>
            <Link className="btn primary wide" to="/sign-in">
              {say('sign-in.title')}
            </Link>
          </>
        )}
      </div>
      <Preferences />
    </main>
  );
}

function PasswordStep({ token, onDone }: { token: string; onDone: (enrolment: Enrolment) => void }) {
  const say = useTexts();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [checked, setChecked] = useState(false);
  const set = useMutation({ mutationFn: () => enrol(token, password), onSuccess: onDone });
  const refused = refusedBy(violationsOf(set.error), say);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    focusFirstWrong(event.currentTarget);
    setChecked(true);
    if (fits(password, again) && !set.isPending) set.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Trouble error={refused('password') ? undefined : set.error} />
      <Refused.Provider value={refused}>
        <NewPassword path="password" {...{ password, setPassword, again, setAgain, checked }} />
      </Refused.Provider>
      <button type="submit" className="primary wide" aria-disabled={set.isPending}>
        {set.isPending ? say('state.sending') : say('sign-in.continue')}
      </button>
    </form>
  );
}

function AuthenticatorStep(props: { token: string; enrolment: Enrolment; onDone: () => void }) {
  const { token, enrolment, onDone } = props;
  const say = useTexts();
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState(false);
  const confirm = useMutation({ mutationFn: () => confirmEnrolment(token, westernDigits(code)), onSuccess: onDone });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    focusFirstWrong(event.currentTarget);
    const unreadable = !/^\d{6}$/.test(westernDigits(code));
    setWrong(unreadable);
    if (!unreadable && !confirm.isPending) confirm.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <p>{say('enrol.totp-words')}</p>
      <CopyText label={say('enrol.secret')} text={enrolment.totpSecret} shown={inFours(enrolment.totpSecret)} />
      <CopyText label={say('enrol.uri')} text={enrolment.totpUri} />
      <p className="small">
        <a href={enrolment.totpUri}>{say('enrol.open-app')}</a>
      </p>
      <Trouble error={confirm.error} />
      <TextField
        label={say('sign-in.code')}
        className="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        error={wrong ? say('sign-in.code-unreadable') : undefined}
      />
      <button type="submit" className="primary wide" aria-disabled={confirm.isPending}>
        {confirm.isPending ? say('state.sending') : say('enrol.confirm')}
      </button>
    </form>
  );
}

/** Easier to type from one screen into another. */
const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret;
