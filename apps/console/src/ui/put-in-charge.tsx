import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { putInCharge, readColleagues } from '../api/relink.js';
import type { Role } from '../api/types.js';
import { useSession } from '../app/session.js';
import { useTexts } from '../app/texts.js';
import { ChooseStep } from './ask-step.js';
import { StepButton } from './step-button.js';

/** Those who can be in charge of a case. */
const OWNERS: readonly Role[] = ['caseworker', 'supervisor', 'child-protection-specialist'];

interface Kept {
  id: string;
  version: number;
  branch: { id: string };
}

interface PutInChargeProps {
  kind: 'tracing-request' | 'registration';
  record: Kept;
}

/** Supervisors give a case of their branch to somebody else there; nobody else is asked to. */
export function PutInCharge({ kind, record }: PutInChargeProps) {
  const say = useTexts();
  const { account } = useSession();
  const [asking, setAsking] = useState(false);
  if (account.role !== 'supervisor' || account.branchId !== record.branch.id) return null;
  return (
    <>
      <StepButton wide text={say('in-charge.do')} reasons={[]} onPress={() => setAsking(true)} />
      {asking && <Choice kind={kind} record={record} onClose={() => setAsking(false)} />}
    </>
  );
}

function Choice({ kind, record, onClose }: PutInChargeProps & { onClose: () => void }) {
  const say = useTexts();
  const { data = [] } = useQuery({ queryKey: ['colleagues'], queryFn: ({ signal }) => readColleagues(signal) });
  const fitting = data.filter(({ role }) => OWNERS.includes(role));
  const nameOf = (id: string) => {
    const colleague = fitting.find((one) => one.id === id);
    return colleague ? `${colleague.name} · ${say(`role.${colleague.role}`)}` : id;
  };
  return (
    <ChooseStep
      title={say('in-charge.do')}
      words={say('in-charge.words')}
      label={say('in-charge.who')}
      options={fitting.map(({ id }) => id)}
      nameOf={nameOf}
      changes={[[kind, record.id], [`${kind}s`], ['work']]}
      take={(ownerId) => putInCharge(kind, record.id, record.version, ownerId)}
      onClose={onClose}
    />
  );
}
