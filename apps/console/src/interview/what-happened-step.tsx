import { CAUSES } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { DateFields } from '../persons/date-fields.js';
import { Select, TextArea, TextField } from '../ui/field.js';
import { AsWritten } from '../ui/words.js';
import type { LossDraft } from './draft.js';
import { useSoughtName, withSought, type StepProps } from './step-tools.js';

export function WhatHappenedStep({ draft, onChange }: StepProps) {
  const say = useTexts();
  const nameOf = useSoughtName();
  const first = draft.sought[0];
  return (
    <>
      <section className="card">
        <TextArea
          label={say('interview.story')}
          hint={say('interview.story-hint')}
          path="story"
          rows={5}
          value={draft.story}
          onChange={(story) => onChange({ ...draft, story })}
        />
      </section>
      {draft.sought.map((sought, index) => (
        <section key={sought.row} className="card">
          <div className="group">
            <h3>
              <AsWritten>{nameOf(sought, index)}</AsWritten>
            </h3>
            {first && index > 0 && (
              <button
                type="button"
                className="quiet"
                onClick={() => onChange(withSought(draft, sought.row, { loss: first.loss }))}
              >
                {say('loss.same-as', { name: nameOf(first, 0) })}
              </button>
            )}
          </div>
          <LossFields
            loss={sought.loss}
            path={`soughtPersons.${index}.circumstances`}
            onChange={(loss) => onChange(withSought(draft, sought.row, { loss }))}
          />
        </section>
      ))}
    </>
  );
}

function LossFields({ loss, path, onChange }: { loss: LossDraft; path: string; onChange: (loss: LossDraft) => void }) {
  const say = useTexts();
  const set = (change: Partial<LossDraft>) => onChange({ ...loss, ...change });
  return (
    <>
      <TextArea
        label={say('loss.narrative')}
        hint={say('loss.narrative-hint')}
        path={`${path}.narrative`}
        value={loss.narrative}
        onChange={(narrative) => set({ narrative })}
      />
      <DateFields
        legend={say('loss.when')}
        path={`${path}.lostContact`}
        value={loss.lostContact}
        onChange={(lostContact) => set({ lostContact })}
      />
      <div className="fields-row">
        <TextField
          label={say('loss.where')}
          path={`${path}.place`}
          className="grow"
          anyScript
          value={loss.place}
          onChange={(place) => set({ place })}
        />
        <Select
          label={say('loss.cause')}
          path={`${path}.cause`}
          value={loss.cause}
          empty={say('form.not-known')}
          options={CAUSES}
          nameOf={(cause) => say(`cause.${cause}`)}
          onChange={(cause) => set({ cause })}
        />
      </div>
      <TextField
        label={say('loss.with-whom')}
        path={`${path}.withWhom`}
        anyScript
        value={loss.withWhom}
        onChange={(withWhom) => set({ withWhom })}
      />
      <TextField
        label={say('loss.last-news')}
        hint={say('loss.last-news-hint')}
        path={`${path}.lastNews`}
        anyScript
        value={loss.lastNews}
        onChange={(lastNews) => set({ lastNews })}
      />
    </>
  );
}
