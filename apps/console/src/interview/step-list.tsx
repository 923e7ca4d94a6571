import { useIntl } from 'react-intl';
import type { Violation } from '../api/problem.js';
import { useTexts } from '../app/texts.js';
import type { InterviewDraft } from './draft.js';
import { STEP_OF_MISSING, STEPS, stepOfViolation, stillMissing, type Step } from './steps.js';

interface StepListProps {
  current: Step;
  draft: InterviewDraft;
  violations: readonly Violation[];
  onGo: (step: Step) => void;
}

/** People jump when they tell: every step can be opened at any time, and shows whether something is missing in it. */
export function StepList({ current, draft, violations, onGo }: StepListProps) {
  const say = useTexts();
  const intl = useIntl();
  const missing = new Set(stillMissing(draft).map((one) => STEP_OF_MISSING[one]));
  const wrong = new Set(violations.map(stepOfViolation));
  return (
    <nav className="steps" aria-label={say('interview.steps')}>
      <ol>
        {STEPS.map((step, index) => {
          const state = wrong.has(step) ? 'wrong' : missing.has(step) ? 'missing' : 'fine';
          return (
            <li key={step}>
              <button type="button" aria-current={step === current ? 'step' : undefined} onClick={() => onGo(step)}>
                <span className="step-number" aria-hidden="true">
                  {intl.formatNumber(index + 1)}
                </span>
                <span>{say(`interview.step.${step}`)}</span>
                {step !== 'review' && state !== 'fine' && (
                  <span className={`step-mark step-${state}`}>
                    <span aria-hidden="true">{state === 'wrong' ? '!' : '○'}</span>
                    <span className="only-read">{say(`interview.mark.${state}`)}</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
