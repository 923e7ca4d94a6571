import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { distrustPartner, trustPartner } from '../api/partners.js';
import { DISTRUST_REASONS, type DistrustReason, type Partner } from '../api/exchange-types.js';
import type { Receipt } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Ask } from '../ui/dialog.js';
import { Select, TextField } from '../ui/field.js';

function usePartnerStep(partner: Partner, take: () => Promise<Receipt>, onClose: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: take,
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['partner', partner.id] }),
        queries.invalidateQueries({ queryKey: ['partners'] }),
      ]);
      onClose();
    },
  });
}

/** Six groups of five letters and digits; how they are parted makes no difference. */
const LETTERS = 30;
const isWhole = (heard: string) => heard.replace(/[^A-Za-z2-7]/g, '').length === LETTERS;

/**
 * Trust is a telephone call: what the other side reads out is typed in, and the service compares. What we hold is not shown
 * here, so that nobody copies it.
 */
export function CompareDialog(props: { partner: Partner; verb: 'approve' | 'resume'; onClose: () => void }) {
  const { partner, verb, onClose } = props;
  const say = useTexts();
  const [heard, setHeard] = useState(() => partner.keys.map(() => ''));
  const [checked, setChecked] = useState(false);
  const trust = usePartnerStep(partner, () => trustPartner(partner.id, partner.version, verb, heard), onClose);
  const submit = () => {
    setChecked(true);
    if (heard.every(isWhole)) trust.mutate();
  };
  return (
    <Ask
      title={say(`partner.do.${verb}`)}
      intro={say('partner.compare-words')}
      submit={say(`partner.do.${verb}`)}
      busy={trust.isPending}
      error={trust.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {partner.keys.map((key, index) => (
        <TextField
          key={key.kid}
          className="fingerprint-field"
          label={say('partner.heard', { key: say(`key-use.${key.use}`), number: index + 1 })}
          path={`fingerprints.${index}`}
          maxLength={60}
          value={heard[index] ?? ''}
          onChange={(one) => setHeard(heard.with(index, one.toUpperCase()))}
          error={checked && !isWhole(heard[index] ?? '') ? say('partner.heard-short') : undefined}
        />
      ))}
    </Ask>
  );
}

export function DistrustDialog(props: { partner: Partner; verb: 'suspend' | 'revoke'; onClose: () => void }) {
  const { partner, verb, onClose } = props;
  const say = useTexts();
  const [reason, setReason] = useState<DistrustReason | ''>('');
  const [checked, setChecked] = useState(false);
  const distrust = usePartnerStep(
    partner,
    () => distrustPartner(partner.id, partner.version, verb, reason || 'alarm'),
    onClose,
  );
  const submit = () => {
    setChecked(true);
    if (reason) distrust.mutate();
  };
  return (
    <Ask
      title={say(`partner.do.${verb}`)}
      intro={say(`partner.${verb}-words`)}
      submit={say(`partner.do.${verb}`)}
      busy={distrust.isPending}
      error={distrust.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={say('partner.why')}
        path="reason"
        value={reason}
        options={DISTRUST_REASONS}
        nameOf={(one) => say(`distrust.${one}`)}
        onChange={setReason}
        error={checked && !reason ? say('form.choose-one') : undefined}
      />
    </Ask>
  );
}
