import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import type { SharedField } from '../api/exchange-types.js';
import { today } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { useStep } from '../ui/ask-step.js';
import { Check, Checks } from '../ui/choices.js';
import { Ask } from '../ui/dialog.js';
import { Select, TextField } from '../ui/field.js';
import { usePartners } from './partner-names.js';
import { ShareFiles } from './share-files.js';

interface Shared<Field extends SharedField> {
  personId: string;
  partnerId: string;
  fields: Field[];
  files?: string[];
  expiresOn?: string;
  restrictionsRead?: boolean;
}

interface ShareProps<Field extends SharedField> {
  title: string;
  words: string;
  /** Of whom; chosen where there are several. */
  persons: readonly { id: string; name: string }[];
  /** To whom, where that is settled. */
  partnerId?: string;
  fields: readonly Field[];
  /** The case whose files may go along. */
  filesOf?: string;
  changes: readonly QueryKey[];
  take: (shared: Shared<Field>) => Promise<unknown>;
  onClose: () => void;
}

/** What is to cross a border: to whom, which fields, until when. Nothing is chosen beforehand. */
export function ShareDialog<Field extends SharedField>(props: ShareProps<Field>) {
  const { title, words, persons, partnerId: settled, changes, take, onClose } = props;
  const say = useTexts();
  const partners = usePartners();
  const paired = (partners.data ?? []).filter(({ state }) => state === 'paired');
  const [personId, setPersonId] = useState(persons.length === 1 ? persons[0]!.id : '');
  const [partnerId, setPartnerId] = useState(settled ?? '');
  const [fields, setFields] = useState<Field[]>([]);
  const [files, setFiles] = useState<string[]>([]);
  const [expiresOn, setExpiresOn] = useState('');
  const [read, setRead] = useState(false);
  const [checked, setChecked] = useState(false);
  const step = useStep(changes, take, onClose);
  const withFiles = (fields as readonly SharedField[]).includes('files');
  const submit = () => {
    setChecked(true);
    if (!personId || !partnerId || fields.length === 0 || (withFiles && files.length === 0)) return;
    step.mutate({
      personId,
      partnerId,
      fields,
      ...(withFiles && { files }),
      ...(expiresOn && { expiresOn }),
      ...(read && { restrictionsRead: true }),
    });
  };
  const missing = (right: boolean) => (checked && !right ? say('form.choose-one') : undefined);
  return (
    <Ask
      title={title}
      intro={words}
      submit={say('share.prepare')}
      busy={step.isPending}
      error={step.error ?? partners.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {persons.length !== 1 && (
        <Select
          label={say('share.person')}
          path="personId"
          value={personId}
          options={persons.map(({ id }) => id)}
          nameOf={(id) => persons.find((person) => person.id === id)?.name ?? id}
          onChange={setPersonId}
          error={missing(personId !== '')}
        />
      )}
      {settled === undefined && (
        <Select
          label={say('partner.title')}
          hint={partners.data && paired.length === 0 ? say('share.no-partner') : undefined}
          path="partnerId"
          value={partnerId}
          options={paired.map(({ id }) => id)}
          nameOf={(id) => paired.find((partner) => partner.id === id)?.name ?? id}
          onChange={setPartnerId}
          error={missing(partnerId !== '')}
        />
      )}
      <Checks
        legend={say('share.fields')}
        hint={say('share.fields-hint')}
        path="fields"
        layout="grid"
        value={fields}
        options={props.fields}
        nameOf={(field) => say(`shared-field.${field}`)}
        onChange={setFields}
        error={missing(fields.length > 0)}
      />
      {withFiles && props.filesOf && (
        <ShareFiles
          dossierId={props.filesOf}
          personId={personId}
          value={files}
          onChange={setFiles}
          error={missing(files.length > 0)}
        />
      )}
      <TextField
        label={say('share.until')}
        hint={say('share.until-hint')}
        path="expiresOn"
        type="date"
        min={today()}
        value={expiresOn}
        onChange={setExpiresOn}
      />
      <Check label={say('share.restrictions-read')} path="restrictionsRead" checked={read} onChange={setRead} />
    </Ask>
  );
}
