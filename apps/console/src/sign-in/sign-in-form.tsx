import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { askForPasskey, finishSession, startSession, startSessionWithPasskey } from '../api/relink.js';
import type { Session } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { TextField } from '../ui/field.js';
import { focusFirstWrong } from '../ui/focus.js';
import { Trouble } from '../ui/states.js';
import { westernDigits } from './digits.js';
import { answerWithPasskey, knowsPasskeys, mishapOf } from './passkey.js';

const CODE = /^\d{6}$/;

/** Two steps: e-mail and password, then the six digits of the person's authenticator. Or one, with a passkey. */
export function SignInForm({
  knownEmail,
  onSignedIn,
}: {
  knownEmail?: string;
  onSignedIn: (session: Session) => void;
}) {
  const [challenge, setChallenge] = useState<string>();
  return challenge === undefined ? (
    <>
      <PasswordStep knownEmail={knownEmail ?? ''} onChallenge={setChallenge} />
      {knowsPasskeys() && <PasskeyStep onSignedIn={onSignedIn} />}
    </>
  ) : (
    <CodeStep challenge={challenge} onSignedIn={onSignedIn} onBack={() => setChallenge(undefined)} />
  );
}

function PasswordStep({ knownEmail, onChallenge }: { knownEmail: string; onChallenge: (challenge: string) => void }) {
  const say = useTexts();
  const [email, setEmail] = useState(knownEmail);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const start = useMutation({
    mutationFn: () => startSession(email.trim(), password),
    onSuccess: (answer) => onChallenge(answer.challenge),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    focusFirstWrong(event.currentTarget);
    const incomplete = !email.trim() || !password;
    setMissing(incomplete);
    if (!incomplete && !start.isPending) start.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Trouble error={start.error} />
      <TextField
        label={say('sign-in.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        error={missing && !email.trim() ? say('sign-in.email-missing') : undefined}
      />
      <TextField
        label={say('sign-in.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={missing && !password ? say('sign-in.password-missing') : undefined}
      />
      <button type="submit" className="primary wide" aria-disabled={start.isPending}>
        {start.isPending ? say('state.sending') : say('sign-in.continue')}
      </button>
    </form>
  );
}

function PasskeyStep({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const say = useTexts();
  const open = useMutation({
    mutationFn: async () => startSessionWithPasskey(await answerWithPasskey(await askForPasskey())),
    onSuccess: onSignedIn,
  });
  const mishap = mishapOf(open.error);
  return (
    <>
      <button
        type="button"
        className="quiet wide"
        aria-disabled={open.isPending}
        onClick={() => !open.isPending && open.mutate()}
      >
        {open.isPending ? say('state.sending') : say('sign-in.passkey')}
      </button>
      <p role="status" className="under-button">
        {mishap && say(mishap === 'other-address' ? 'sign-in.passkey-address' : 'sign-in.passkey-left')}
      </p>
      <Trouble error={mishap ? undefined : open.error} />
    </>
  );
}

function CodeStep(props: { challenge: string; onSignedIn: (session: Session) => void; onBack: () => void }) {
  const say = useTexts();
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState(false);
  const finish = useMutation({
    mutationFn: () => finishSession(props.challenge, westernDigits(code)),
    onSuccess: props.onSignedIn,
    // The next code is another one: an empty field is what is needed.
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    focusFirstWrong(event.currentTarget);
    const unreadable = !CODE.test(westernDigits(code));
    setWrong(unreadable);
    if (!unreadable && !finish.isPending) finish.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Trouble error={finish.error} />
      <TextField
        label={say('sign-in.code')}
        hint={say('sign-in.code-hint')}
        className="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={setCode}
        error={wrong ? say('sign-in.code-unreadable') : undefined}
      />
      <button type="submit" className="primary wide" aria-disabled={finish.isPending}>
        {finish.isPending ? say('state.sending') : say('sign-in.sign-in')}
      </button>
      <button type="button" className="quiet wide" onClick={props.onBack}>
        {say('sign-in.back')}
      </button>
    </form>
  );
}
