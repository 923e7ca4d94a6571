import { useIntl } from 'react-intl';
import { useTexts } from '../app/texts.js';
import { STEPS, type Step } from './steps.js';

interface SaveBarProps {
  step: Step;
  dirty: boolean;
  savedAt: Date | undefined;
  busy: boolean;
  onGo: (step: Step) => void;
  onComplete: () => void;
}

/** Always in reach: where to go next, and whether what was typed is safe. */
export function SaveBar({ step, dirty, savedAt, busy, onGo, onComplete }: SaveBarProps) {
  const say = useTexts();
  const intl = useIntl();
  const at = STEPS.indexOf(step);
  const before = STEPS[at - 1];
  const after = STEPS[at + 1];
  const status = busy
    ? say('state.saving')
    : dirty
      ? say('save.unsaved')
      : savedAt
        ? say('save.saved-at', { time: intl.formatTime(savedAt) })
        : say('save.nothing-new');
  return (
    <div className="save-bar">
      {before && (
        <button type="button" onClick={() => onGo(before)}>
          {say('action.back')}
        </button>
      )}
      <span className="muted small save-status" role="status">
        {status}
      </span>
      <button type="submit" aria-disabled={busy}>
        {say('action.save')}
      </button>
      {after ? (
        <button type="button" className="primary" onClick={() => onGo(after)}>
          {say('action.next')}
        </button>
      ) : (
        <button type="button" className="primary" aria-disabled={busy} onClick={() => !busy && onComplete()}>
          {say('interview.complete')}
        </button>
      )}
    </div>
  );
}
