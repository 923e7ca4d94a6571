import type { Level } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { LevelPill } from './evidence-words.js';
import { useShownSide } from './shown-side.js';
import { Table } from '../ui/table.js';
import { AsWritten } from '../ui/words.js';

interface Line {
  field: string;
  /** A level of comparison, as a code. */
  level: string;
  reason: string;
  left?: string | undefined;
  right?: string | undefined;
}

/** How two records compare, field by field. What neither side says is no news and left out. */
export function EvidenceLines(props: { left: string; right: string; evidence: readonly Line[] }) {
  const { left, right, evidence } = props;
  const say = useTexts();
  const told = evidence.filter((one) => one.level !== 'unknown' || one.left || one.right);
  const shown = useShownSide();
  const written = (field: string, value: string | undefined) =>
    value ? <AsWritten>{shown(field, value)}</AsWritten> : <span className="muted">{say('person.not-recorded')}</span>;
  return (
    <Table
      label={say('match.evidence')}
      rows={told.map((one, index) => ({ ...one, index }))}
      keyOf={({ index }) => String(index)}
      columns={[
        { name: say('match.field'), cell: ({ field }) => <span className="muted">{say.code('field', field)}</span> },
        { name: left, cell: (one) => written(one.field, one.left) },
        { name: right, cell: (one) => written(one.field, one.right) },
        {
          name: say('match.compare'),
          cell: ({ level, reason }) => (
            <>
              <LevelPill level={level as Level} />
              {level !== 'unknown' && <span className="small"> {say.code('reason', reason, '')}</span>}
            </>
          ),
        },
      ]}
    />
  );
}
