import { useState } from 'react';
import { object, takeBack, type OwnNo } from '../api/rights.js';
import type { Purpose } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { useStep } from '../ui/ask-step.js';
import { Checks, Radios } from '../ui/choices.js';
import { Ask } from '../ui/dialog.js';
import type { SayingProps } from './person-saying.js';
import { NOTHING_SAID, SaidBy, saidOf } from './said-by.js';
import { changesOf } from './use-rights.js';

/** An agreement, or part of it, that somebody takes back. */
export function TakeBackDialog(props: SayingProps) {
  return <SayNo {...props} no="take-back" send={takeBack} />;
}

/** Something nobody asked them about, which somebody does not want. */
export function ObjectDialog(props: SayingProps) {
  return <SayNo {...props} no="object" send={object} />;
}

interface Props extends SayingProps {
  no: Exclude<OwnNo, 'none'>;
  send: typeof takeBack;
}

/** Which ground, and what of it. Nothing is ticked beforehand. */
function SayNo({ dossierId, person, onClose, no, send }: Props) {
  const say = useTexts();
  const grounds = person.bases.filter(({ ownNo, state }) => ownNo === no && state !== 'withdrawn');
  const [chosen, setChosen] = useState(grounds.length === 1 ? grounds[0]!.id : '');
  const [purposes, setPurposes] = useState<Purpose[]>([]);
  const [said, setSaid] = useState(NOTHING_SAID);
  const [checked, setChecked] = useState(false);
  const basis = grounds.find(({ id }) => id === chosen);
  const step = useStep(changesOf(dossierId), () => send(basis!, purposes, saidOf(said)!), onClose);
  const submit = () => {
    setChecked(true);
    if (basis && purposes.length > 0 && saidOf(said)) step.mutate(undefined);
  };
  const nameOf = (id: string) => {
    const { legalBasis } = grounds.find((one) => one.id === id)!;
    return say(`legal-basis.${legalBasis}`);
  };
  const purposesOf = (id: string) =>
    grounds
      .find((one) => one.id === id)!
      .purposes.map((purpose) => say(`purpose.${purpose}`))
      .join(' · ');
  return (
    <Ask
      title={say(`saying.${no}`)}
      intro={say(`saying.${no}-words`)}
      submit={say('saying.note')}
      busy={step.isPending}
      error={step.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {grounds.length > 1 && (
        <Radios
          legend={say('saying.which')}
          value={chosen}
          options={grounds.map(({ id }) => id)}
          nameOf={nameOf}
          noteOf={purposesOf}
          onChange={(id) => {
            setChosen(id);
            setPurposes([]);
          }}
          error={checked && !basis ? say('form.choose-one') : undefined}
        />
      )}
      {basis && (
        <Checks
          legend={say('saying.no-more')}
          hint={say('saying.no-more-hint')}
          path="purposes"
          layout="grid"
          value={purposes}
          options={basis.purposes}
          nameOf={(one) => say(`purpose.${one}`)}
          onChange={setPurposes}
          error={checked && purposes.length === 0 ? say('form.choose-one') : undefined}
        />
      )}
      <SaidBy said={said} onChange={setSaid} checked={checked} />
    </Ask>
  );
}
