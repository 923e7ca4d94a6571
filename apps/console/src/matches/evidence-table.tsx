import type { PotentialMatch } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { AsWritten } from '../ui/words.js';
import { Table } from '../ui/table.js';
import { LevelPill } from './evidence-words.js';
import { useShownSide } from './shown-side.js';

/** Both records side by side, field by field, with how they compare in words. */
export function EvidenceTable({ match }: { match: PotentialMatch }) {
  const say = useTexts();
  const shown = useShownSide();
  const written = (field: string, value: string | undefined) =>
    value ? <AsWritten>{shown(field, value)}</AsWritten> : <span className="muted">{say('person.not-recorded')}</span>;
  return (
    <section className="card">
      <h2 className="only-read">{say('match.side-by-side')}</h2>
      <Table
        label={say('match.side-by-side')}
        className="evidence-table"
        rows={match.evidence.map((one, index) => ({ ...one, index }))}
        keyOf={(one) => String(one.index)}
        columns={[
          { name: say('match.field'), cell: (one) => <span className="muted">{say.code('field', one.field)}</span> },
          { name: say('match.as-told'), cell: (one) => written(one.field, one.left) },
          { name: say('match.as-registered'), cell: (one) => written(one.field, one.right) },
          {
            name: say('match.compare'),
            cell: (one) => (
              <div className="compare">
                <LevelPill level={one.level} />
                {one.level !== 'unknown' && (
                  <span className="small"> {say.code('reason', one.reason, say(`level-words.${one.level}`))}</span>
                )}
                {one.reading && (
                  <div className="small muted">
                    {say('match.read-as')} <AsWritten>{one.reading}</AsWritten>
                  </div>
                )}
              </div>
            ),
          },
        ]}
      />
    </section>
  );
}
