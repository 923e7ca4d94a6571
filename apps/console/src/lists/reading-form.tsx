import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { readRows } from '../api/lists.js';
import {
  COLUMN_MEANINGS,
  DATE_ORDERS,
  type ColumnMeaning,
  type DateOrder,
  type ListColumn,
  type ListReading,
  type PeopleList,
} from '../api/list-types.js';
import { REGISTRATION_KINDS, type RegistrationKind } from '../api/types.js';
import { today } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Refused, Select, TextField } from '../ui/field.js';
import { focusFirstWrong } from '../ui/focus.js';
import { refusedBy, violationsOf } from '../ui/refusals.js';
import { Trouble } from '../ui/states.js';
import { StepButton, whyNot } from '../ui/step-button.js';
import { Table } from '../ui/table.js';
import { AsWritten } from '../ui/words.js';

const NAMES: readonly ColumnMeaning[] = ['full', 'given', 'family', 'middle', 'nickname', 'alternate'];
const VERBS = ['check', 'compare'] as const;

/** What each column holds. What its name says is chosen beforehand; a person looks over it. */
export function ReadingForm({ list }: { list: PeopleList }) {
  const say = useTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [meanings, setMeanings] = useState(() => list.columns.map(({ meaning }) => meaning ?? ''));
  const [dateOrder, setDateOrder] = useState<DateOrder | ''>('safe');
  const [kind, setKind] = useState<RegistrationKind | ''>('');
  const [registeredOn, setRegisteredOn] = useState('');
  const [checked, setChecked] = useState(false);
  const begin = useMutation({
    mutationFn: (verb: (typeof VERBS)[number]) =>
      readRows(list.id, list.version, verb, readingOf(list.columns, meanings, { dateOrder, kind, registeredOn })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['list', list.id] }),
  });
  const twice = (index: number) => meanings[index] !== '' && meanings.indexOf(meanings[index]!) !== index;
  const named = list.columns.length === 0 || meanings.some((meaning) => meaning !== '' && NAMES.includes(meaning));
  const sound = named && !meanings.some((_, index) => twice(index));
  const press = (verb: (typeof VERBS)[number]) => {
    setChecked(true);
    if (sound && !begin.isPending) begin.mutate(verb);
    else if (form.current) focusFirstWrong(form.current);
  };
  return (
    <Refused.Provider value={refusedBy(violationsOf(begin.error), say)}>
      <form ref={form} noValidate onSubmit={(event) => event.preventDefault()}>
        <section className="card">
          <h2>{say('list.columns')}</h2>
          <p className="muted">{say(list.columns.length > 0 ? 'list.columns-words' : 'list.no-columns')}</p>
          {checked && !named && (
            <div className="note note-wrong" role="alert">
              {say('list.names-missing')}
            </div>
          )}
          {list.columns.length > 0 && (
            <Table
              label={say('list.columns')}
              rows={list.columns.map((column, index) => ({ ...column, index }))}
              keyOf={({ index }) => String(index)}
              columns={[
                {
                  name: say('list.column'),
                  cell: ({ name }) => (
                    <b>
                      <AsWritten>{name}</AsWritten>
                    </b>
                  ),
                },
                { name: say('list.examples'), cell: ({ examples }) => <Examples examples={examples} /> },
                {
                  name: say('list.meaning'),
                  cell: ({ name, index }) => (
                    <Select
                      quiet
                      label={say('list.meaning-of', { column: name })}
                      path={`columns.${index}`}
                      empty={say('list.not-used')}
                      value={meanings[index] ?? ''}
                      options={COLUMN_MEANINGS}
                      nameOf={(one) => say(`column-meaning.${one}`)}
                      onChange={(meaning) => setMeanings(meanings.with(index, meaning))}
                      error={twice(index) ? say('list.meaning-twice') : undefined}
                    />
                  ),
                },
              ]}
            />
          )}
        </section>
        <section className="card">
          <h2>{say('list.where-silent')}</h2>
          <div className="fields-row">
            <Select
              label={say('list.date-order')}
              path="dateOrder"
              value={dateOrder}
              options={DATE_ORDERS}
              nameOf={(one) => say(`date-order.${one}`)}
              onChange={setDateOrder}
            />
            <Select
              label={say('registration.kind')}
              path="kind"
              empty={say('form.not-known')}
              value={kind}
              options={REGISTRATION_KINDS}
              nameOf={(one) => say(`registration-kind.${one}`)}
              onChange={setKind}
            />
            <TextField
              label={say('registration.on')}
              path="registeredOn"
              type="date"
              max={today()}
              value={registeredOn}
              onChange={setRegisteredOn}
            />
          </div>
          <p className="muted small">{say('list.basis-words')}</p>
          <Trouble error={begin.error} />
          <div className="row-end">
            {VERBS.flatMap((verb) =>
              list.actions
                .filter(({ action }) => action === verb)
                .map((one) => (
                  <StepButton
                    key={verb}
                    text={say(`list.do.${verb}`)}
                    look={verb === 'check' ? 'primary' : 'plain'}
                    // What the guard asks for is being said on this very form.
                    reasons={whyNot(one, say, ['columns-known'])}
                    onPress={() => press(verb)}
                  />
                )),
            )}
          </div>
        </section>
      </form>
    </Refused.Provider>
  );
}

function Examples({ examples }: { examples: readonly string[] }) {
  const shown = examples.filter((example) => example.trim() !== '');
  return (
    <span className="muted">
      {shown.map((example, index) => (
        <span key={index}>
          {index > 0 && ' · '}
          <AsWritten>{example}</AsWritten>
        </span>
      ))}
    </span>
  );
}

interface Defaults {
  dateOrder: DateOrder | '';
  kind: RegistrationKind | '';
  registeredOn: string;
}

function readingOf(
  columns: readonly ListColumn[],
  meanings: readonly (ColumnMeaning | '')[],
  { dateOrder, kind, registeredOn }: Defaults,
): ListReading {
  return {
    ...(columns.length > 0 && {
      columns: columns.flatMap(({ name }, index) => {
        const meaning = meanings[index];
        return meaning ? [{ column: name, meaning }] : [];
      }),
    }),
    ...(dateOrder && { dateOrder }),
    ...(kind && { kind }),
    ...(registeredOn && { registeredOn }),
  };
}
