import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { fetchExport } from '../api/exports.js';
import { useTexts } from '../app/texts.js';
import { useStep } from '../ui/ask-step.js';
import { CopyText } from '../ui/copy-text.js';
import { Ask } from '../ui/dialog.js';
import { TextField } from '../ui/field.js';
import { saveFile } from '../ui/save-file.js';
import { Trouble } from '../ui/states.js';

/** As the service writes them: 32 bytes in base64url. */
const KEY = /^[A-Za-z0-9_-]{43}$/;

interface FileProps {
  id: string;
  changes: readonly QueryKey[];
}

const useFetching = ({ id, changes }: FileProps, onDone: () => void) =>
  useStep(changes, async (key: string) => saveFile(await fetchExport(id, key), 'list.csv'), onDone);

/** The key, shown once. Closes by its button only: a slip of the finger must not lose it. */
export function KeyDialog({ exportKey, onDone, ...file }: FileProps & { exportKey: string; onDone: () => void }) {
  const say = useTexts();
  const [saved, setSaved] = useState(false);
  const fetching = useFetching(file, () => setSaved(true));
  return (
    <ModalOverlay className="veil" isOpen isDismissable={false} isKeyboardDismissDisabled>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">{say('export.key')}</Heading>
          <p className="muted">{say('export.key-words')}</p>
          <Trouble error={fetching.error} />
          <CopyText label={say('export.key')} text={exportKey} />
          <p role="status">{saved ? say('export.saved') : ''}</p>
          <div className="row-end">
            <button type="button" onClick={onDone}>
              {say('export.key-kept')}
            </button>
            <button
              type="button"
              className="primary"
              aria-disabled={fetching.isPending}
              onClick={() => !fetching.isPending && fetching.mutate(exportKey)}
            >
              {fetching.isPending ? say('state.sending') : say('export.do.download')}
            </button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Fetches the file with the key that somebody kept. */
export function FetchDialog({ onClose, ...file }: FileProps & { onClose: () => void }) {
  const say = useTexts();
  const [key, setKey] = useState('');
  const [checked, setChecked] = useState(false);
  const fetching = useFetching(file, onClose);
  const right = KEY.test(key.trim());
  const submit = () => {
    setChecked(true);
    if (right) fetching.mutate(key.trim());
  };
  return (
    <Ask
      title={say('export.do.download')}
      intro={say('export.download-words')}
      submit={say('export.do.download')}
      busy={fetching.isPending}
      error={fetching.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={say('export.key')}
        path="key"
        className="fingerprint-field"
        value={key}
        onChange={setKey}
        error={checked && !right ? say('export.key-wrong') : undefined}
      />
    </Ask>
  );
}
