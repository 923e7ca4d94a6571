import { useId } from 'react';
import { useIntl } from 'react-intl';
import { CALENDARS } from '../api/types.js';
import { monthsOf, today } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Check, Radios } from '../ui/choices.js';
import { Select, TextField } from '../ui/field.js';
import type { DateDraft } from './draft.js';

interface DateProps {
  legend: string;
  path: string;
  value: DateDraft;
  onChange: (value: DateDraft) => void;
  /** A birth can also be told as an age. */
  birth?: boolean;
  hint?: string;
}

/** A date as people remember it: in their own calendar, as much of it as they know. */
export function DateFields({ legend, path, value, onChange, birth, hint }: DateProps) {
  const say = useTexts();
  const set = (change: Partial<DateDraft>) => onChange({ ...value, ...change });
  const hintId = useId();
  return (
    <fieldset className="date" data-path={path} aria-describedby={hint ? hintId : undefined}>
      <legend>{legend}</legend>
      {hint && (
        <p className="hint" id={hintId}>
          {hint}
        </p>
      )}
      {birth && (
        <Radios
          legend={say('date.how-known')}
          layout="row"
          value={value.mode}
          options={['date', 'age'] as const}
          nameOf={(mode) => say(mode === 'date' ? 'date.known-date' : 'date.known-age')}
          onChange={(mode) => set({ mode, statedOn: mode === 'age' && !value.statedOn ? today() : value.statedOn })}
        />
      )}
      {value.mode === 'date' || !birth ? (
        <SpokenFields path={path} value={value} set={set} />
      ) : (
        <AgeFields path={path} value={value} set={set} />
      )}
      <TextField
        label={say('date.said')}
        hint={say('date.said-hint')}
        path={`${path}.said`}
        anyScript
        value={value.said}
        onChange={(said) => set({ said })}
      />
    </fieldset>
  );
}

interface PartProps {
  path: string;
  value: DateDraft;
  set: (change: Partial<DateDraft>) => void;
}

function SpokenFields({ path, value, set }: PartProps) {
  const say = useTexts();
  const { locale } = useIntl();
  const months = monthsOf(value.calendar, locale);
  return (
    <>
      <div className="fields-row">
        <Select
          label={say('date.calendar')}
          path={`${path}.calendar`}
          value={value.calendar}
          options={CALENDARS}
          nameOf={(calendar) => say(`calendar.${calendar}`)}
          // A month's number means another month in another calendar.
          onChange={(calendar) => calendar && set({ calendar, month: '', day: '' })}
        />
        <TextField
          label={say('date.day')}
          path={`${path}.day`}
          className="narrow"
          inputMode="numeric"
          maxLength={2}
          value={value.day}
          onChange={(day) => set({ day })}
        />
        <Select
          label={say('date.month')}
          path={`${path}.month`}
          value={value.month}
          empty={say('form.not-known')}
          options={months.map((_, index) => String(index + 1))}
          nameOf={(month) => `${month} · ${months[Number(month) - 1] ?? ''}`}
          onChange={(month) => set({ month })}
        />
        <TextField
          label={say('date.year')}
          path={`${path}.year`}
          className="narrow"
          inputMode="numeric"
          maxLength={4}
          value={value.year}
          onChange={(year) => set({ year })}
        />
      </div>
      <Check
        label={say('date.about-check')}
        note={say('date.about-note')}
        checked={value.about}
        onChange={(about) => set({ about })}
      />
    </>
  );
}

function AgeFields({ path, value, set }: PartProps) {
  const say = useTexts();
  return (
    <div className="fields-row">
      <TextField
        label={say('date.age-years')}
        path={`${path}.age`}
        className="narrow"
        inputMode="numeric"
        maxLength={3}
        value={value.age}
        onChange={(age) => set({ age })}
      />
      <TextField
        label={say('date.stated-on')}
        path={`${path}.statedOn`}
        type="date"
        max={today()}
        value={value.statedOn}
        onChange={(statedOn) => set({ statedOn })}
      />
    </div>
  );
}
