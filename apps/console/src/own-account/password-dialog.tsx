import { useState } from 'react';
import { changePassword } from '../api/own-account.js';
import { useTexts } from '../app/texts.js';
import { MIN_PASSWORD } from '../enrolment/min-password.js';
import { useStep } from '../ui/ask-step.js';
import { Ask } from '../ui/dialog.js';
import { TextField } from '../ui/field.js';
import { OwnPassword } from './own-password.js';

export function PasswordDialog(props: { onDone: (words: string) => void; onClose: () => void }) {
  const { onDone, onClose } = props;
  const say = useTexts();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [again, setAgain] = useState('');
  const [checked, setChecked] = useState(false);
  const change = useStep(
    [['own-account']],
    () => changePassword(password, newPassword),
    () => {
      onDone(say('own-account.password-changed'));
      onClose();
    },
  );
  const tooShort = [...newPassword].length < MIN_PASSWORD;
  const submit = () => {
    setChecked(true);
    if (password && !tooShort && newPassword === again) change.mutate(undefined);
  };
  return (
    <Ask
      title={say('own-account.change-password')}
      intro={say('own-account.change-words')}
      submit={say('own-account.change-password')}
      busy={change.isPending}
      error={change.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <OwnPassword value={password} onChange={setPassword} checked={checked} />
      <TextField
        label={say('enrol.password')}
        hint={say('enrol.password-hint', { least: MIN_PASSWORD })}
        path="newPassword"
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={newPassword}
        onChange={setNewPassword}
        error={checked && tooShort ? say('enrol.password-short', { least: MIN_PASSWORD }) : undefined}
      />
      <TextField
        label={say('enrol.password-again')}
        path="again"
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={again}
        onChange={setAgain}
        error={checked && !tooShort && newPassword !== again ? say('enrol.password-different') : undefined}
      />
    </Ask>
  );
}
