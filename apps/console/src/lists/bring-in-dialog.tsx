import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { announceList, sendList } from '../api/lists.js';
import { DELIMITERS, LIST_BASES, type Delimiter, type ListBasis } from '../api/list-types.js';
import { SENSITIVITIES, type Sensitivity } from '../api/types.js';
import { today } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Ask } from '../ui/dialog.js';
import { Select, TextField } from '../ui/field.js';
import { FileField } from '../ui/file-field.js';

/** Announces a list and sends its bytes. Where they do not arrive, the list's own screen asks for them again. */
export function BringInDialog({ onClose }: { onClose: () => void }) {
  const say = useTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [file, setFile] = useState<File>();
  const [source, setSource] = useState('');
  const [legalBasis, setLegalBasis] = useState<ListBasis | ''>('');
  const [agreedWith, setAgreedWith] = useState('');
  const [until, setUntil] = useState('');
  const [sensitivity, setSensitivity] = useState<Sensitivity | ''>('protected');
  const [delimiter, setDelimiter] = useState<Delimiter | ''>('');
  const [checked, setChecked] = useState(false);
  const bring = useMutation({
    mutationFn: async ({ chosen, basis }: { chosen: File; basis: ListBasis }) => {
      const { id, version } = await announceList({
        name: chosen.name,
        source: source.trim(),
        legalBasis: basis,
        agreedWith: agreedWith.trim(),
        until,
        ...(sensitivity && { sensitivity }),
        ...(delimiter && { delimiter }),
      });
      await sendList(id, version, chosen).catch(() => undefined);
      return id;
    },
    onSuccess: async (id) => {
      await queries.invalidateQueries({ queryKey: ['lists'] });
      await navigate(`/lists/${id}`);
    },
  });
  const submit = () => {
    setChecked(true);
    if (file && source.trim() && legalBasis && agreedWith.trim() && until >= today())
      bring.mutate({ chosen: file, basis: legalBasis });
  };
  return (
    <Ask
      title={say('lists.bring-in')}
      intro={say('lists.bring-in-words')}
      submit={say('lists.send')}
      busy={bring.isPending}
      error={bring.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FileField
        label={say('lists.file')}
        hint={say('lists.file-hint')}
        accept=".csv,.tsv,.txt,.xlsx,.xml,.pfif"
        onChange={setFile}
        error={checked && !file ? say('lists.file-missing') : undefined}
      />
      <TextField
        label={say('lists.source')}
        hint={say('lists.source-hint')}
        path="source"
        anyScript
        maxLength={200}
        value={source}
        onChange={setSource}
        error={checked && !source.trim() ? say('lists.source-missing') : undefined}
      />
      <Select
        label={say('lists.basis')}
        hint={say('lists.basis-hint')}
        path="legalBasis"
        value={legalBasis}
        options={LIST_BASES}
        nameOf={(one) => say(`legal-basis.${one}`)}
        onChange={setLegalBasis}
        error={checked && !legalBasis ? say('form.choose-one') : undefined}
      />
      <TextField
        label={say('lists.agreed-with')}
        hint={say('lists.agreed-with-hint')}
        path="agreedWith"
        anyScript
        maxLength={200}
        value={agreedWith}
        onChange={setAgreedWith}
        error={checked && !agreedWith.trim() ? say('lists.agreed-with-missing') : undefined}
      />
      <TextField
        label={say('lists.until')}
        hint={say('lists.until-hint')}
        path="until"
        type="date"
        min={today()}
        value={until}
        onChange={setUntil}
        error={checked && !(until >= today()) ? say('lists.until-missing') : undefined}
      />
      <Select
        label={say('case.sensitivity')}
        hint={say('lists.sensitivity-hint')}
        path="sensitivity"
        value={sensitivity}
        options={SENSITIVITIES}
        nameOf={(one) => say(`sensitivity.${one}`)}
        onChange={setSensitivity}
      />
      <details className="more">
        <summary>{say('lists.delimiter-ask')}</summary>
        <Select
          label={say('lists.delimiter')}
          path="delimiter"
          empty={say('lists.delimiter-found')}
          value={delimiter}
          options={DELIMITERS}
          nameOf={(one) => say(`delimiter.${one}`)}
          onChange={setDelimiter}
        />
      </details>
    </Ask>
  );
}
