import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readBranches } from '../api/accounts.js';
import {
  askForExport,
  EXPORT_PURPOSES,
  EXPORTED,
  type Exported,
  type ExportPurpose,
  type NewExport,
} from '../api/exports.js';
import { today } from '../app/dates.js';
import { useSession } from '../app/session.js';
import { useTexts } from '../app/texts.js';
import { usePartners } from '../exchange/partner-names.js';
import { useStep } from '../ui/ask-step.js';
import { Radios } from '../ui/choices.js';
import { Ask } from '../ui/dialog.js';
import { Select, TextArea, TextField } from '../ui/field.js';

/** As receivers are written. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$/;

/** Which persons, what for, for whom and why. Nothing is chosen beforehand. */
export function AskDialog({ onClose }: { onClose: () => void }) {
  const say = useTexts();
  const [what, setWhat] = useState<Exported | ''>('');
  const [purpose, setPurpose] = useState<ExportPurpose | ''>('');
  const [to, setTo] = useState('');
  const [ofBranch, setOfBranch] = useState('');
  const [openedFrom, setOpenedFrom] = useState('');
  const [openedTo, setOpenedTo] = useState('');
  const [reason, setReason] = useState('');
  const [harm, setHarm] = useState('');
  const [checked, setChecked] = useState(false);
  const ask = useStep([['exports'], ['work']], askForExport, onClose);
  const recipient = purpose && recipientOf(purpose, to.trim());
  const authority = purpose === 'share-with-authority';
  const ordered = !openedFrom || !openedTo || openedFrom <= openedTo;
  const submit = () => {
    setChecked(true);
    const missing = recipient === undefined || !ordered || !reason.trim() || (authority && !harm.trim());
    if (!what || !purpose || missing) return;
    const wanted: NewExport = {
      what,
      purpose,
      ...(recipient && { recipient }),
      ...(ofBranch && { ofBranch }),
      ...(openedFrom && { openedFrom }),
      ...(openedTo && { openedTo }),
      reason: reason.trim(),
      ...(authority && { harm: harm.trim() }),
    };
    ask.mutate(wanted);
  };
  const missing = (right: boolean, text: string) => (checked && !right ? text : undefined);
  return (
    <Ask
      title={say('export.ask')}
      intro={say('export.ask-words')}
      submit={say('export.ask-send')}
      busy={ask.isPending}
      error={ask.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radios
        legend={say('export.what')}
        path="what"
        value={what}
        options={EXPORTED}
        nameOf={(one) => say(`exported.${one}`)}
        noteOf={(one) => say(`exported.${one}-words`)}
        onChange={setWhat}
        error={missing(what !== '', say('form.choose-one'))}
      />
      <Select
        label={say('export.purpose')}
        path="purpose"
        value={purpose}
        options={EXPORT_PURPOSES}
        nameOf={(one) => say(`purpose.${one}`)}
        onChange={(one) => {
          setPurpose(one);
          setTo('');
        }}
        error={missing(purpose !== '', say('form.choose-one'))}
      />
      {purpose === 'share-with-partner' && (
        <PartnerChoice value={to} onChange={setTo} error={missing(to !== '', say('form.choose-one'))} />
      )}
      {authority && (
        <TextField
          label={say('export.authority')}
          hint={say('export.authority-hint')}
          path="recipient"
          maxLength={60}
          value={to}
          onChange={setTo}
          error={missing(recipient !== undefined, say('export.authority-wrong'))}
        />
      )}
      <BranchChoice value={ofBranch} onChange={setOfBranch} />
      <div className="fields-row">
        <TextField
          label={say('export.opened-from')}
          path="openedFrom"
          type="date"
          max={today()}
          value={openedFrom}
          onChange={setOpenedFrom}
        />
        <TextField
          label={say('export.opened-to')}
          path="openedTo"
          type="date"
          max={today()}
          value={openedTo}
          onChange={setOpenedTo}
          error={missing(ordered, say('export.days-wrong'))}
        />
      </div>
      <TextArea
        label={say('match.why')}
        hint={say('export.why-hint')}
        path="reason"
        value={reason}
        onChange={setReason}
        error={missing(reason.trim() !== '', say('match.why-missing'))}
      />
      {authority && (
        <TextArea
          label={say('export.harm')}
          hint={say('export.harm-hint')}
          path="harm"
          value={harm}
          onChange={setHarm}
          error={missing(harm.trim() !== '', say('export.harm-missing'))}
        />
      )}
    </Ask>
  );
}

/** @returns nothing where nobody is named and somebody has to be; an empty text for our own use */
function recipientOf(purpose: ExportPurpose, to: string): string | undefined {
  switch (purpose) {
    case 'trace':
    case 'match-within-society':
      return '';
    case 'share-with-icrc':
      return 'icrc';
    case 'share-with-partner':
      return to ? `partner:${to}` : undefined;
    case 'share-with-authority':
      return CODE.test(to) ? `authority:${to}` : undefined;
  }
}

interface ChoiceProps {
  value: string;
  onChange: (value: string) => void;
}

function PartnerChoice({ value, onChange, error }: ChoiceProps & { error: string | undefined }) {
  const say = useTexts();
  const paired = (usePartners().data ?? []).filter(({ state }) => state === 'paired');
  return (
    <Select
      label={say('partner.title')}
      path="recipient"
      value={value}
      options={paired.map(({ society }) => society)}
      nameOf={(code) => paired.find(({ society }) => society === code)?.name ?? code}
      onChange={onChange}
      error={error}
    />
  );
}

/** The steward answers for all branches; a supervisor for their own alone, and is not asked. */
function BranchChoice({ value, onChange }: ChoiceProps) {
  const say = useTexts();
  const { account } = useSession();
  const steward = account.role === 'steward';
  const { data } = useQuery({
    queryKey: ['branches'],
    queryFn: ({ signal }) => readBranches(signal),
    enabled: steward,
  });
  if (!steward) return null;
  const branches = data?.items ?? [];
  return (
    <Select
      label={say('case.branch')}
      path="ofBranch"
      value={value || account.branchId}
      options={branches.map(({ id }) => id)}
      nameOf={(id) => branches.find((branch) => branch.id === id)?.name ?? id}
      onChange={onChange}
    />
  );
}
