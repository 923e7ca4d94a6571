import { useRef, useState } from 'react';
import { removePasskey } from '../api/own-account.js';
import type { Passkey } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { knowsPasskeys } from '../sign-in/passkey.js';
import { ConfirmStep } from '../ui/ask-step.js';
import { StepButton } from '../ui/step-button.js';
import { AsWritten } from '../ui/words.js';
import { PasskeyDialog } from './passkey-dialog.js';

export interface CardProps {
  /** What is said when something was done. */
  onDone: (words: string) => void;
}

export function PasskeysCard({ passkeys, onDone }: CardProps & { passkeys: readonly Passkey[] }) {
  const say = useTexts();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey>();
  const adder = useRef<HTMLDivElement>(null);
  const closeRemoval = () => {
    setRemoving(undefined);
    // The button that opened the dialog goes with its line; the focus must not fall back to the top of the page.
    setTimeout(() => {
      if (document.activeElement === document.body) adder.current?.querySelector('button')?.focus();
    });
  };
  return (
    <section className="card">
      <h2>{say('own-account.passkeys')}</h2>
      <p className="muted">{say('own-account.passkeys-words')}</p>
      {passkeys.length > 0 && (
        <ul className="lines passkeys">
          {passkeys.map((passkey) => (
            <Line key={passkey.id} passkey={passkey} onRemove={() => setRemoving(passkey)} />
          ))}
        </ul>
      )}
      <div ref={adder}>
        <StepButton
          text={say('own-account.add-passkey')}
          reasons={knowsPasskeys() ? [] : [say('own-account.no-passkeys-here')]}
          onPress={() => setAdding(true)}
        />
      </div>
      {adding && <PasskeyDialog onDone={onDone} onClose={() => setAdding(false)} />}
      {removing && (
        <ConfirmStep
          title={say('action.remove-what', { what: removing.name })}
          words={say('own-account.remove-words')}
          submit={say('action.remove')}
          changes={[['own-account']]}
          take={async () => {
            await removePasskey(removing.id);
            onDone(say('own-account.passkey-removed', { name: removing.name }));
          }}
          onClose={closeRemoval}
        />
      )}
    </section>
  );
}

function Line({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) {
  const say = useTexts();
  const dates = useDates();
  const { name, addedAt, usedAt } = passkey;
  return (
    <li>
      <span className="line-words">
        <b>
          <AsWritten>{name}</AsWritten>
        </b>
        <span className="muted small block">
          {say('own-account.passkey-added-on', { day: dates.day(addedAt) })} ·{' '}
          {usedAt
            ? say('own-account.passkey-used', { moment: dates.moment(usedAt) })
            : say('own-account.passkey-unused')}
        </span>
      </span>
      <button type="button" className="quiet" aria-label={say('action.remove-what', { what: name })} onClick={onRemove}>
        {say('action.remove')}
      </button>
    </li>
  );
}
