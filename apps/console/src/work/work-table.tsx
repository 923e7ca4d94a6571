import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { endTask } from '../api/relink.js';
import type { WorkItem } from '../api/types.js';
import { useDates } from '../app/dates.js';
import { useTexts } from '../app/texts.js';
import { Trouble } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { AsWritten, BandPill, NameList, Pill, Reference, SensitivityPill } from '../ui/words.js';
import { stepAt } from './step-at.js';

export function WorkTable({ label, items, quietHead }: { label: string; items: WorkItem[]; quietHead?: boolean }) {
  const say = useTexts();
  return (
    <Table
      label={label}
      className="work-table"
      quietHead={quietHead ?? false}
      rows={items}
      keyOf={(item) => `${item.kind} ${item.aboutId} ${item.need}`}
      columns={[
        { name: say('column.who'), cell: (item) => <Who item={item} /> },
        { name: say('column.needed'), cell: (item) => <Needed item={item} /> },
        { name: say('column.due'), cell: (item) => <Due item={item} /> },
        { name: say('column.next-step'), quiet: true, end: true, cell: (item) => <NextStep item={item} /> },
      ]}
    />
  );
}

function Who({ item }: { item: WorkItem }) {
  const say = useTexts();
  const { enquirer, relation, sought, registered } = item.people;
  return (
    <>
      <b>
        <NameList names={sought} otherwise={say('person.no-name')} />
      </b>
      {item.sensitivity !== 'open' && (
        <>
          {' '}
          <SensitivityPill sensitivity={item.sensitivity} />
        </>
      )}
      <div className="muted small">
        <Reference>{item.reference}</Reference>
      </div>
      {registered && (
        <div className="small">
          {say('work.perhaps')} <AsWritten>{registered}</AsWritten>
        </div>
      )}
      {(enquirer || relation) && (
        <div className="muted small">
          {enquirer && (
            <>
              {say('work.sought-by')} <AsWritten>{enquirer}</AsWritten>
            </>
          )}
          {enquirer && relation && ' · '}
          {relation && say(`sought.${relation}`)}
        </div>
      )}
    </>
  );
}

function Needed({ item }: { item: WorkItem }) {
  const say = useTexts();
  return (
    <>
      {say.code(
        'need',
        item.need,
        item.kind === 'search' ? say.code('next-action', item.need) : say(`need.of.${item.kind}`),
      )}
      {item.band && (
        <div>
          <BandPill band={item.band} />
        </div>
      )}
    </>
  );
}

function Due({ item }: { item: WorkItem }) {
  const dates = useDates();
  const say = useTexts();
  if (!item.due) return item.late ? <Pill tone="differ">{say('work.late')}</Pill> : null;
  return item.late ? (
    <Pill tone="differ" sign="!">
      {dates.due(item.due)}
    </Pill>
  ) : (
    <span className="muted num">{dates.due(item.due)}</span>
  );
}

function NextStep({ item }: { item: WorkItem }) {
  const say = useTexts();
  const to = stepAt(item);
  const step = item.recordKind ? say(`step.${item.kind}`) : say('step.desk');
  return (
    <>
      {item.task && <EndTask task={item.task} need={item.need} reference={item.reference} />}
      {to && (
        <Link
          className={item.late ? 'btn primary' : 'btn'}
          to={to}
          aria-label={say('work.step-for', { step, reference: item.reference || say.code('need', item.need, step) })}
        >
          {step}
        </Link>
      )}
    </>
  );
}

/** Says that a task was done, where no step of a record says it. */
function EndTask({ task, need, reference }: { task: NonNullable<WorkItem['task']>; need: string; reference: string }) {
  const say = useTexts();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => endTask(task.id, task.version),
    onSettled: () => queries.invalidateQueries({ queryKey: ['work'] }),
  });
  const what = say.code('need', need, say('need.of.task'));
  return (
    <>
      <Trouble error={end.error} />
      <button
        type="button"
        aria-disabled={end.isPending}
        aria-label={say('work.done-for', { need: what, reference })}
        onClick={() => !end.isPending && end.mutate()}
      >
        {say('work.done')}
      </button>{' '}
    </>
  );
}
