import { useQuery } from '@tanstack/react-query';
import { readFilesOf, type CaseFile } from '../api/files.js';
import { useTexts } from '../app/texts.js';
import { Checks } from '../ui/choices.js';
import { Loaded } from '../ui/states.js';
import { AsWritten } from '../ui/words.js';
import { FileWords } from './file-words.js';

const KINDS: readonly CaseFile['kind'][] = ['photo', 'document', 'letter'];
const FORMS = ['image/jpeg', 'image/png', 'application/pdf'];
/** Bytes. */
const LARGEST = 20_000_000;

interface ShareFilesProps {
  dossierId: string;
  personId: string;
  value: string[];
  onChange: (files: string[]) => void;
  error: string | undefined;
}

/** Which files of the person, or of the case as a whole, go along: those that were checked and that a partner takes. */
export function ShareFiles({ dossierId, personId, value, onChange, error }: ShareFilesProps) {
  const say = useTexts();
  const query = useQuery({
    queryKey: ['files', dossierId],
    queryFn: ({ signal }) => readFilesOf(dossierId, signal),
  });
  return (
    <Loaded query={query}>
      {({ items }) => {
        const files = items.filter((file) => mayGo(file, personId));
        const named = (id: string) => files.find((file) => file.id === id);
        return (
          <Checks
            legend={say('share.files')}
            hint={files.length === 0 ? say('share.no-files') : say('share.files-hint')}
            path="files"
            value={value.filter(named)}
            options={files.map(({ id }) => id)}
            nameOf={(id) => <AsWritten>{named(id)?.name ?? ''}</AsWritten>}
            noteOf={(id) => {
              const file = named(id);
              return file && <FileWords {...file} />;
            }}
            onChange={onChange}
            error={error}
          />
        );
      }}
    </Loaded>
  );
}

function mayGo({ kind, state, mediaType, bytes, personId }: CaseFile, about: string): boolean {
  const known = mediaType !== undefined && bytes !== undefined;
  const fits = known && FORMS.includes(mediaType) && bytes <= LARGEST;
  return fits && state === 'ready' && KINDS.includes(kind) && (!personId || personId === about);
}
