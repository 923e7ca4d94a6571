import { GIVEN_BY, GIVEN_HOW, type GivenBy, type GivenHow } from '../api/types.js';
import type { SaidNo } from '../api/rights.js';
import { useTexts } from '../app/texts.js';
import { Select, TextArea } from '../ui/field.js';

/** Who said it and how; why, only where they want to say so. */
export interface SaidDraft {
  by: GivenBy | '';
  how: GivenHow | '';
  reason: string;
}
export const NOTHING_SAID: SaidDraft = { by: '', how: '', reason: '' };

const BY = GIVEN_BY.filter((one) => one !== 'not-asked');
const HOW = GIVEN_HOW.filter((one) => one !== 'none');

export function saidOf({ by, how, reason }: SaidDraft): SaidNo | undefined {
  if (!by || !how) return undefined;
  return { by, how, ...(reason.trim() && { reason: reason.trim() }) };
}

export function SaidBy(props: { said: SaidDraft; onChange: (said: SaidDraft) => void; checked: boolean }) {
  const { said, onChange, checked } = props;
  const say = useTexts();
  const missing = (value: string) => (checked && !value ? say('form.choose-one') : undefined);
  return (
    <>
      <div className="fields-row">
        <Select
          label={say('saying.by')}
          path="by"
          value={said.by}
          options={BY}
          nameOf={(one) => say(`given-by.${one}`)}
          onChange={(by) => onChange({ ...said, by })}
          error={missing(said.by)}
        />
        <Select
          label={say('basis.how')}
          path="how"
          value={said.how}
          options={HOW}
          nameOf={(one) => say(`given-how.${one}`)}
          onChange={(how) => onChange({ ...said, how })}
          error={missing(said.how)}
        />
      </div>
      <TextArea
        label={say('saying.why')}
        path="reason"
        rows={2}
        value={said.reason}
        onChange={(reason) => onChange({ ...said, reason })}
      />
    </>
  );
}
