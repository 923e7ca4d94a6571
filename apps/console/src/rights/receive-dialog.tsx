import { useState } from 'react';
import { receiveRightsRequest, RIGHTS, type Right } from '../api/rights.js';
import { useTexts } from '../app/texts.js';
import { useStep } from '../ui/ask-step.js';
import { Radios } from '../ui/choices.js';
import { Ask } from '../ui/dialog.js';
import { TextArea } from '../ui/field.js';
import type { SayingProps } from './person-saying.js';
import { changesOf } from './use-rights.js';

/** What somebody asks for by right, in their words. The clock runs from now. */
export function ReceiveDialog({ dossierId, person, onClose }: SayingProps) {
  const say = useTexts();
  const [kind, setKind] = useState<Right | ''>('');
  const [asked, setAsked] = useState('');
  const [checked, setChecked] = useState(false);
  const step = useStep(
    changesOf(dossierId),
    (right: Right) => receiveRightsRequest(person.personId, right, asked.trim()),
    onClose,
  );
  const submit = () => {
    setChecked(true);
    if (kind && asked.trim()) step.mutate(kind);
  };
  return (
    <Ask
      title={say('saying.receive')}
      intro={say('saying.receive-words')}
      submit={say('saying.note')}
      busy={step.isPending}
      error={step.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radios
        legend={say('rights.kind')}
        path="kind"
        value={kind}
        options={RIGHTS}
        nameOf={(one) => say(`right.${one}`)}
        noteOf={(one) => say(`right-words.${one}`)}
        onChange={setKind}
        error={checked && !kind ? say('form.choose-one') : undefined}
      />
      <TextArea
        label={say('rights.asked')}
        path="asked"
        value={asked}
        onChange={setAsked}
        error={checked && !asked.trim() ? say('rights.missing') : undefined}
      />
    </Ask>
  );
}
