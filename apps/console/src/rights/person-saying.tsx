import type { PersonRights } from '../api/rights.js';
import { useTexts } from '../app/texts.js';
import { Offered } from '../exchange/offered.js';
import { ReceiveDialog } from './receive-dialog.js';
import { RestrictDialog } from './restrict-dialog.js';
import { ObjectDialog, TakeBackDialog } from './say-no-dialogs.js';

export interface SayingProps {
  dossierId: string;
  person: PersonRights;
  onClose: () => void;
}

const VERBS = ['restrict', 'take-back', 'object', 'receive'] as const;
const DIALOGS = {
  restrict: RestrictDialog,
  'take-back': TakeBackDialog,
  object: ObjectDialog,
  receive: ReceiveDialog,
};

/** What somebody says about their data, to be written down by whoever hears it. */
export function PersonSaying({ dossierId, person, name }: Omit<SayingProps, 'onClose'> & { name: string }) {
  const say = useTexts();
  return (
    <div role="group" className="line-steps saying" aria-label={say('saying.of', { name })}>
      <Offered
        actions={person.actions}
        verbs={VERBS}
        nameOf={(verb) => say(`saying.${verb}`)}
        dialog={(verb, close) => {
          const Dialog = DIALOGS[verb];
          return <Dialog dossierId={dossierId} person={person} onClose={close} />;
        }}
      />
    </div>
  );
}
