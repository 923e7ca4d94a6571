import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { askPartnerForMore } from '../api/exchange.js';
import { ENQUIRY_FIELDS, type EnquiryField, type PartnerEnquiry } from '../api/exchange-types.js';
import { useTexts } from '../app/texts.js';
import { useStep } from '../ui/ask-step.js';
import { Checks } from '../ui/choices.js';
import { Ask } from '../ui/dialog.js';

interface MoreProps {
  enquiry: PartnerEnquiry;
  changes: readonly QueryKey[];
  onClose: () => void;
}

/** Which fields would settle it; the partner decides whether it can send them. */
export function MoreDialog({ enquiry, changes, onClose }: MoreProps) {
  const say = useTexts();
  const [wanted, setWanted] = useState<EnquiryField[]>([]);
  const [checked, setChecked] = useState(false);
  const ask = useStep(
    changes,
    (fields: EnquiryField[]) => askPartnerForMore(enquiry.id, enquiry.version, fields),
    onClose,
  );
  const submit = () => {
    setChecked(true);
    if (wanted.length > 0) ask.mutate(wanted);
  };
  return (
    <Ask
      title={say('their-enquiry.do.ask-for-more')}
      intro={say('their-enquiry.ask-for-more-words')}
      submit={say('match.send')}
      busy={ask.isPending}
      error={ask.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Checks
        legend={say('their-enquiry.wanted')}
        path="wanted"
        layout="grid"
        value={wanted}
        options={ENQUIRY_FIELDS}
        nameOf={(field) => say(`shared-field.${field}`)}
        onChange={setWanted}
        error={checked && wanted.length === 0 ? say('form.choose-one') : undefined}
      />
    </Ask>
  );
}
