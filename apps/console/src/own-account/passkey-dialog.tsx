import { useState } from 'react';
import { addPasskey, beginPasskey } from '../api/own-account.js';
import { useTexts } from '../app/texts.js';
import { makePasskey, mishapOf } from '../sign-in/passkey.js';
import { useStep } from '../ui/ask-step.js';
import { Ask } from '../ui/dialog.js';
import { TextField } from '../ui/field.js';
import { OwnPassword } from './own-password.js';

const LONGEST_NAME = 60;

/** Password and a name here, then the browser's own question to the person. */
export function PasskeyDialog({ onDone, onClose }: { onDone: (words: string) => void; onClose: () => void }) {
  const say = useTexts();
  const [password, setPassword] = useState('');
  const [typed, setTyped] = useState('');
  const [checked, setChecked] = useState(false);
  const name = typed.trim();
  const add = useStep(
    [['own-account']],
    async () => addPasskey(name, await makePasskey(await beginPasskey(password))),
    () => {
      onDone(say('own-account.passkey-added', { name }));
      onClose();
    },
  );
  const mishap = mishapOf(add.error);
  const submit = () => {
    setChecked(true);
    if (password && name) add.mutate(undefined);
  };
  return (
    <Ask
      title={say('own-account.add-passkey')}
      intro={say('own-account.add-words')}
      submit={say('sign-in.continue')}
      busy={add.isPending}
      error={mishap ? undefined : add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <div role="status">{mishap && <p className="note">{say(`own-account.passkey-${mishap}`)}</p>}</div>
      <OwnPassword value={password} onChange={setPassword} checked={checked} />
      <TextField
        label={say('own-account.device')}
        hint={say('own-account.device-hint')}
        path="name"
        anyScript
        maxLength={LONGEST_NAME}
        value={typed}
        onChange={setTyped}
        error={checked && !name ? say('own-account.device-missing') : undefined}
      />
    </Ask>
  );
}
