import { AboutYouStep } from './about-you-step.js';
import { AgreementStep } from './agreement-step.js';
import { FamilyStep } from './family-step.js';
import { ReachStep } from './reach-step.js';
import { ReviewStep } from './review-step.js';
import { WhatHappenedStep } from './what-happened-step.js';
import { WhoStep } from './who-step.js';
import type { StepProps } from './step-tools.js';
import type { Step } from './steps.js';

export function StepBody({ step, draft, onChange, onGo }: StepProps & { step: Step; onGo: (step: Step) => void }) {
  switch (step) {
    case 'who':
      return <WhoStep draft={draft} onChange={onChange} />;
    case 'what-happened':
      return <WhatHappenedStep draft={draft} onChange={onChange} />;
    case 'family':
      return <FamilyStep draft={draft} onChange={onChange} />;
    case 'about-you':
      return <AboutYouStep draft={draft} onChange={onChange} />;
    case 'reach':
      return <ReachStep draft={draft} onChange={onChange} />;
    case 'agreement':
      return <AgreementStep draft={draft} onChange={onChange} />;
    case 'review':
      return <ReviewStep draft={draft} onGo={onGo} />;
  }
}
