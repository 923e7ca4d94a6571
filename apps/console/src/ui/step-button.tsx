import { useId } from 'react';
import type { OfferedAction } from '../api/types.js';
import type { Say } from '../app/texts.js';

/**
 * Why the service does not allow a step now, in words; empty where it does.
 * @param asked what the dialog of the step asks for itself
 */
export const whyNot = ({ allowed, reasons }: OfferedAction, say: Say, asked: readonly string[] = []): string[] =>
  allowed
    ? []
    : reasons
        .filter(({ code }) => !asked.includes(code))
        .map(({ code, message }) => say.code('not-allowed', code, message));

interface StepButtonProps {
  text: string;
  /** Why not, where it is not possible now; empty where it is. */
  reasons: readonly string[];
  onPress: () => void;
  look?: 'primary' | 'plain';
  wide?: boolean;
}

/**
 * A step that somebody can take. One that cannot be taken now stays visible with the reason beside it; aria-disabled
 * keeps it in the tab order, so that the reason can be found by keyboard too.
 */
export function StepButton({ text, reasons, onPress, look = 'plain', wide = false }: StepButtonProps) {
  const id = useId();
  const allowed = reasons.length === 0;
  const names = [allowed && look === 'primary' ? 'primary' : '', wide ? 'wide' : ''].filter(Boolean).join(' ');
  return (
    <div className={wide ? 'action' : 'step'}>
      <button
        type="button"
        className={names || undefined}
        aria-disabled={!allowed}
        aria-describedby={allowed ? undefined : id}
        onClick={() => allowed && onPress()}
      >
        {text}
      </button>
      {!allowed && (
        <ul id={id} className="reasons">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
