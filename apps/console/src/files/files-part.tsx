import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readFilesOf } from '../api/files.js';
import { useTexts } from '../app/texts.js';
import { Empty, Loaded } from '../ui/states.js';
import { StepButton, whyNot } from '../ui/step-button.js';
import { AddDialog } from './add-dialog.js';
import { FileLine } from './file-line.js';
import type { Named } from './named.js';

/** How often the screen looks while a file is being checked, in milliseconds. */
const LOOK_AGAIN = 2_000;

/** The files of a record: what there is, what is being checked, and what is no more and why. */
export function FilesPart({ dossierId, persons }: { dossierId: string; persons: readonly Named[] }) {
  const say = useTexts();
  const [adding, setAdding] = useState(false);
  const query = useQuery({
    queryKey: ['files', dossierId],
    queryFn: ({ signal }) => readFilesOf(dossierId, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ state }) => state === 'received') ? LOOK_AGAIN : false,
  });
  const largest = query.data?.largestBytes ?? Infinity;
  return (
    <section className="card">
      <div className="group">
        <h2>{say('files.title')}</h2>
        {query.data?.actions.map((step) => (
          <StepButton
            key={step.action}
            text={say('files.add')}
            reasons={whyNot(step, say)}
            onPress={() => setAdding(true)}
          />
        ))}
      </div>
      <Loaded query={query}>
        {({ items: files }) =>
          files.length === 0 ? (
            <Empty title={say('files.empty')}>
              <p>{say('files.empty-words')}</p>
            </Empty>
          ) : (
            <ul className="records">
              {files.map((file) => (
                <FileLine key={file.id} dossierId={dossierId} file={file} persons={persons} largest={largest} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding && (
        <AddDialog dossierId={dossierId} persons={persons} largest={largest} onClose={() => setAdding(false)} />
      )}
    </section>
  );
}
