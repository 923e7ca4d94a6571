import { Navigate, useLocation } from 'react-router';
import { Preferences } from '../app/preferences.js';
import { useSessionDoor } from '../app/session.js';
import { useTitle } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { Mark } from '../ui/mark.js';
import { Trouble } from '../ui/states.js';
import { SignInForm } from './sign-in-form.js';

export function SignInPage() {
  const say = useTexts();
  useTitle(say('sign-in.title'));
  const { session, trouble, retry, signedIn } = useSessionDoor();
  const { state } = useLocation() as { state: { from?: string } | null };
  if (session) return <Navigate to={state?.from ?? '/'} replace />;
  return (
    <main className="alone">
      <div className="brand brand-large">
        <Mark />
        Relink
      </div>
      <div className="card">
        <h1>{say('sign-in.title')}</h1>
        {trouble ? <Trouble error={trouble} onRetry={retry} /> : <SignInForm onSignedIn={signedIn} />}
      </div>
      <p className="small muted">{say('sign-in.help')}</p>
      <Preferences />
    </main>
  );
}
