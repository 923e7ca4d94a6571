import { useTexts } from '../app/texts.js';
import { TextField } from './field.js';

/** Characters, as the service asks. */
const LEAST = 12;

const isShort = (password: string) => [...password].length < LEAST;

/** Long enough, and typed the same twice. */
export const fits = (password: string, again: string) => !isShort(password) && password === again;

interface NewPasswordProps {
  path: string;
  password: string;
  setPassword: (password: string) => void;
  again: string;
  setAgain: (again: string) => void;
  checked: boolean;
}

/** A password that somebody chooses, typed twice. It is never cut off: what does not fit is refused, not shortened. */
export function NewPassword({ path, password, setPassword, again, setAgain, checked }: NewPasswordProps) {
  const say = useTexts();
  const short = isShort(password);
  return (
    <>
      <TextField
        label={say('enrol.password')}
        hint={say('enrol.password-hint', { least: LEAST })}
        path={path}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={checked && short ? say('enrol.password-short', { least: LEAST }) : undefined}
      />
      <TextField
        label={say('enrol.password-again')}
        path="again"
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        error={checked && !short && password !== again ? say('enrol.password-different') : undefined}
      />
    </>
  );
}
