import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { announceFile, FILE_KINDS, sendFile, type CaseFile, type FileKind } from '../api/files.js';
import { useTexts, type TextKey } from '../app/texts.js';
import { Ask } from '../ui/dialog.js';
import { Select } from '../ui/field.js';
import { FileField } from '../ui/file-field.js';
import type { Named } from './named.js';

const TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/tiff', 'text/plain'];

interface AddProps {
  dossierId: string;
  persons: readonly Named[];
  /** Bytes of the largest file that is taken. */
  largest: number;
  /** One that is known already, and whose bytes have not arrived. */
  announced?: Pick<CaseFile, 'id' | 'version' | 'kind'>;
  onClose: () => void;
}

/** Says which file is to come, then sends it. Sent again after a refusal, it is the same file. */
export function AddDialog({ dossierId, persons, largest, announced, onClose }: AddProps) {
  const say = useTexts();
  const intl = useIntl();
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  const [kind, setKind] = useState<FileKind | ''>(announced?.kind ?? '');
  const [whose, setWhose] = useState('');
  const [checked, setChecked] = useState(false);
  const [share, setShare] = useState(0);
  const known = useRef<{ id: string; version: number; as: string }>(undefined);
  const add = useMutation({
    mutationFn: async ({ chosen, as }: { chosen: File; as: FileKind }) => {
      setShare(0);
      const told = { kind: as, name: chosen.name, ...(whose && { personId: whose }) };
      const { id, version } = announced ?? (await announceOnce(told));
      await sendFile(id, version, chosen, setShare);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['files', dossierId] }),
    onSuccess: onClose,
  });
  const announceOnce = async (told: { kind: FileKind; name: string; personId?: string }) => {
    const as = JSON.stringify(told);
    if (known.current?.as !== as) {
      const { id, version } = await announceFile(dossierId, told);
      known.current = { id, version, as };
    }
    return known.current;
  };
  const wrong = whyNotThis(file, largest);
  const submit = () => {
    setChecked(true);
    if (file && !wrong && kind) add.mutate({ chosen: file, as: kind });
  };
  return (
    <Ask
      title={say('files.add')}
      intro={say('files.add-words')}
      submit={say('files.send')}
      busy={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FileField
        label={say('lists.file')}
        hint={say('files.hint', { megabytes: intl.formatNumber(largest / 1_048_576, { maximumFractionDigits: 0 }) })}
        path="file"
        accept={TYPES.join(',')}
        onChange={setFile}
        error={checked && wrong ? say(wrong) : undefined}
      />
      {!announced && (
        <>
          <Select
            label={say('files.kind')}
            path="kind"
            value={kind}
            options={FILE_KINDS}
            nameOf={(one) => say(`file-kind.${one}`)}
            onChange={setKind}
            error={checked && !kind ? say('form.choose-one') : undefined}
          />
          {persons.length > 0 && (
            <Select
              label={say('files.whose')}
              hint={say('files.whose-hint')}
              path="personId"
              empty={say('files.of-the-record')}
              value={whose}
              options={persons.map(({ id }) => id)}
              nameOf={(id) => persons.find((person) => person.id === id)?.name ?? id}
              onChange={setWhose}
            />
          )}
        </>
      )}
      {add.isPending && (
        <div className="field">
          <progress aria-label={say('state.sending')} max={1} value={share} />
          <p className="muted small num">{intl.formatNumber(share, { style: 'percent' })}</p>
        </div>
      )}
    </Ask>
  );
}

/** What can be told before anything is sent; the service looks at what it really is. */
function whyNotThis(file: File | undefined, largest: number): TextKey | undefined {
  if (!file) return 'lists.file-missing';
  if (file.type !== '' && !TYPES.includes(file.type)) return 'problem.file.type-not-accepted';
  return file.size > largest ? 'problem.file.too-large' : undefined;
}
