import { useState } from 'react';
import { fileAt, removeFile, type CaseFile, type FileState } from '../api/files.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { FileWords } from '../exchange/file-words.js';
import { ReasonStep } from '../ui/ask-step.js';
import { AsWritten, Pill, type Tone } from '../ui/words.js';
import { AddDialog } from './add-dialog.js';
import type { Named } from './named.js';

const TONES: Record<FileState, Tone> = {
  announced: 'close',
  received: 'plain',
  ready: 'agree',
  refused: 'differ',
  removed: 'unknown',
};

interface LineProps {
  dossierId: string;
  file: CaseFile;
  persons: readonly Named[];
  /** Bytes. */
  largest: number;
}

export function FileLine(props: LineProps) {
  const say = useTexts();
  const dates = useDates();
  const { file, persons } = props;
  const { id, state, refusal, removal } = file;
  const whose = persons.find((person) => person.id === file.personId)?.name;
  return (
    <li className={state === 'removed' ? 'file muted' : 'file'}>
      {file.hasPreview && (
        <img className="file-picture" src={fileAt(id, 'preview')} alt={say('record.file-preview')} loading="lazy" />
      )}
      <div className="file-words">
        <div className="group">
          <h3>
            <AsWritten className="wrap">{file.name}</AsWritten>
          </h3>
          {state !== 'ready' && <Pill tone={TONES[state]}>{say(`file-state.${state}`)}</Pill>}
        </div>
        <p className="small">
          <FileWords {...file} />
          {' · '}
          {whose ? <AsWritten>{whose}</AsWritten> : say('files.of-the-record')}
          {' · '}
          {dates.day(file.addedAt)}
        </p>
        {state === 'received' && <p className="small">{say('files.being-checked')}</p>}
        {state === 'announced' && <p className="small">{say('files.not-arrived')}</p>}
        {state === 'refused' && refusal && <p className="small">{say(`file-refusal.${refusal}`)}</p>}
        {state === 'removed' && (
          <p className="small">
            {say('files.removed-because')} {removal && <AsWritten>{removal}</AsWritten>}
          </p>
        )}
        <Steps {...props} />
      </div>
    </li>
  );
}

function Steps({ dossierId, file, persons, largest }: LineProps) {
  const say = useTexts();
  const [asking, setAsking] = useState<'send' | 'remove'>();
  const { id, name, version, state, actions } = file;
  const offers = (verb: 'receive' | 'remove') => actions.some(({ action, allowed }) => action === verb && allowed);
  const close = () => setAsking(undefined);
  if (state === 'removed') return null;
  return (
    <div className="line-steps">
      {state === 'ready' && (
        <a className="btn" href={fileAt(id, 'content')} download aria-label={say('files.save-named', { name })}>
          {say('record.file-save')}
        </a>
      )}
      {offers('receive') && (
        <button type="button" onClick={() => setAsking('send')} aria-label={say('files.send-named', { name })}>
          {say('files.send-again')}
        </button>
      )}
      {offers('remove') && (
        <button type="button" onClick={() => setAsking('remove')} aria-label={say('files.remove-named', { name })}>
          {say('files.remove')}
        </button>
      )}
      {asking === 'send' && (
        <AddDialog dossierId={dossierId} persons={persons} largest={largest} announced={file} onClose={close} />
      )}
      {asking === 'remove' && (
        <ReasonStep
          title={say('files.remove')}
          words={say('files.remove-words')}
          changes={[['files', dossierId]]}
          take={(reason) => removeFile(id, version, reason)}
          onClose={close}
        />
      )}
    </div>
  );
}
