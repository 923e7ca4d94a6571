import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readExports, type PeopleExport } from '../api/exports.js';
import type { Role } from '../api/types.js';
import { PageHead } from '../app/page.js';
import { useSession } from '../app/session.js';
import { useTexts, type TextKey } from '../app/texts.js';
import { Empty, Loaded } from '../ui/states.js';
import { StepButton } from '../ui/step-button.js';
import { AskDialog } from './ask-dialog.js';
import { ExportLine } from './export-line.js';
import { partOf, type Part } from './whose-turn.js';

/** How often the screen looks while a file is being made, in milliseconds. */
const LOOK_AGAIN = 2_000;
/** As the table "Export" says. */
const MAY_ASK: readonly Role[] = ['supervisor', 'steward'];
const PARTS: Record<Part, TextKey> = {
  yours: 'export.part.yours',
  others: 'export.part.others',
  over: 'export.part.over',
};

/** Lists of persons that are to leave Relink: what waits for oneself first. */
export function ExportsPage() {
  const say = useTexts();
  const { account } = useSession();
  const [asking, setAsking] = useState(false);
  const query = useQuery({
    queryKey: ['exports'],
    queryFn: ({ signal }) => readExports(signal),
    refetchInterval: ({ state: { data } }) => (data?.some(({ state }) => state === 'approved') ? LOOK_AGAIN : false),
  });
  return (
    <>
      <PageHead title={say('menu.exports')} below={say('exports.words')}>
        <StepButton
          text={say('export.ask')}
          look="primary"
          reasons={MAY_ASK.includes(account.role) ? [] : [say('not-allowed.workflow.not-yours')]}
          onPress={() => setAsking(true)}
        />
      </PageHead>
      <Loaded query={query} lines={6}>
        {(all) =>
          all.length === 0 ? (
            <section className="card">
              <Empty title={say('exports.empty')}>
                <p>{say('exports.empty-words')}</p>
              </Empty>
            </section>
          ) : (
            (Object.keys(PARTS) as Part[]).map((part) => (
              <Lines key={part} part={part} exports={all.filter((one) => partOf(one, account.id) === part)} />
            ))
          )
        }
      </Loaded>
      {asking && <AskDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function Lines({ part, exports }: { part: Part; exports: readonly PeopleExport[] }) {
  const say = useTexts();
  if (exports.length === 0 && part !== 'yours') return null;
  return (
    <section className="card">
      <h2>{say(PARTS[part])}</h2>
      {exports.length === 0 ? (
        <p className="muted">{say('exports.nothing-for-you')}</p>
      ) : (
        <ul className="records">
          {exports.map((one) => (
            <ExportLine key={one.id} one={one} />
          ))}
        </ul>
      )}
    </section>
  );
}
