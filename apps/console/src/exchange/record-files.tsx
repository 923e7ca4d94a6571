import { partnerFileAt } from '../api/exchange.js';
import type { PartnerFile } from '../api/exchange-types.js';
import { useTexts } from '../app/texts.js';
import { FileWords } from './file-words.js';

/** The files that came with a partner's record. They are the record's: seen as long as it is. */
export function RecordFiles({ files }: { files: readonly PartnerFile[] }) {
  const say = useTexts();
  return (
    <section className="record-files" aria-label={say('record.files')}>
      <h4>{say('record.files')}</h4>
      <ul className="plain-list">
        {files.map((file) => (
          <FileLine key={file.id} file={file} />
        ))}
      </ul>
    </section>
  );
}

function FileLine({ file }: { file: PartnerFile }) {
  const say = useTexts();
  const { id, state, hasPreview } = file;
  return (
    <li className="record-file">
      {hasPreview && <img src={partnerFileAt(id, 'preview')} alt={say('record.file-preview')} loading="lazy" />}
      <span className="record-file-words">
        <span>
          <FileWords {...file} />
        </span>
        {state === 'ready' ? (
          <a href={partnerFileAt(id, 'content')} download>
            {say('record.file-save')}
          </a>
        ) : (
          <span className="muted">{say(`record-file-state.${state}`)}</span>
        )}
      </span>
    </li>
  );
}
