import { useState } from 'react';
import { disableAccount, inviteAgain, recordTraining } from '../api/accounts.js';
import type { Account, AccountState, Branch } from '../api/types.js';
import { useSession } from '../app/session.js';
import { useTexts, type TextKey } from '../app/texts.js';
import { ConfirmStep } from '../ui/ask-step.js';
import { StepMenu } from '../ui/step-menu.js';
import { AsWritten } from '../ui/words.js';
import { ChangeAccountDialog } from './account-dialogs.js';

type Step = 'change' | 'invite-again' | 'train' | 'untrain' | 'disable';

function stepsFor({ state, trainedForNewsOfDeath }: Account): Step[] {
  if (state === 'disabled') return ['invite-again'];
  return ['change', 'invite-again', trainedForNewsOfDeath ? 'untrain' : 'train', 'disable'];
}

const INVITE: Record<AccountState, { name: TextKey; words: TextKey }> = {
  invited: { name: 'account.do.invite-again', words: 'account.invite-words.invited' },
  active: { name: 'account.do.invite-again', words: 'account.invite-words.active' },
  disabled: { name: 'account.do.open-again', words: 'account.invite-words.disabled' },
};

interface AccountStepsProps {
  account: Account;
  branches: readonly Branch[];
  onInvited: (name: string, enrolmentToken: string) => void;
}

/** What the administrator can do with an account. With their own, nothing: there is always one administrator left. */
export function AccountSteps({ account, branches, onInvited }: AccountStepsProps) {
  const say = useTexts();
  const own = useSession().account.id === account.id;
  const [asking, setAsking] = useState<Step>();
  const close = () => setAsking(undefined);
  if (own) return <span className="muted small">{say('account.you')}</span>;
  const nameOf = (step: Step) => say(step === 'invite-again' ? INVITE[account.state].name : `account.do.${step}`);
  return (
    <>
      <StepMenu
        text={say('account.steps')}
        of={account.name}
        steps={stepsFor(account)}
        nameOf={nameOf}
        onStep={setAsking}
      />
      {asking === 'change' && <ChangeAccountDialog account={account} branches={branches} onClose={close} />}
      {asking && asking !== 'change' && (
        <ConfirmStep
          title={nameOf(asking)}
          words={
            <>
              <b className="asked-about">
                <AsWritten>{account.name}</AsWritten>
              </b>
              {say(asking === 'invite-again' ? INVITE[account.state].words : `account.${asking}-words`)}
            </>
          }
          changes={[['accounts']]}
          take={async () => {
            if (asking === 'disable') return disableAccount(account);
            if (asking !== 'invite-again') return recordTraining(account, asking === 'train');
            const { enrolmentToken } = await inviteAgain(account);
            // A repeated answer to the same write does not show the link again.
            if (enrolmentToken) onInvited(account.name, enrolmentToken);
            return undefined;
          }}
          onClose={close}
        />
      )}
    </>
  );
}
