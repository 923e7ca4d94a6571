import { useState } from 'react';
import { changePassword } from '../api/own-account.js';
import { useTexts } from '../app/texts.js';
import { useStep } from '../ui/ask-step.js';
import { Ask } from '../ui/dialog.js';
import { fits, NewPassword } from '../ui/new-password.js';
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
  const submit = () => {
    setChecked(true);
    if (password && fits(newPassword, again)) change.mutate(undefined);
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
      <NewPassword
        path="newPassword"
        password={newPassword}
        setPassword={setNewPassword}
        {...{ again, setAgain, checked }}
      />
    </Ask>
  );
}
