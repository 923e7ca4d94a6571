import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { completeInterview, createTracingRequest } from '../api/relink.js';
import type { Sensitivity } from '../api/types.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { emptyInterview } from './draft.js';
import { InterviewForm } from './interview-form.js';
import { SensitivityChoice } from './sensitivity-choice.js';

export function NewInterviewPage() {
  const say = useTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [params] = useSearchParams();
  const initial = useMemo(emptyInterview, []);
  const [sensitivity, setSensitivity] = useState<Sensitivity | ''>('');
  const changed = () => {
    void queries.invalidateQueries({ queryKey: ['work'] });
    void queries.invalidateQueries({ queryKey: ['tracing-requests'] });
  };
  return (
    <>
      <PageHead title={say('interview.new-title')} below={say('interview.new-words')} />
      <InterviewForm
        initial={initial}
        beforeFirstSave={<SensitivityChoice value={sensitivity} onChange={setSensitivity} />}
        save={(interview) => createTracingRequest(interview, sensitivity || undefined)}
        complete={(saved) => completeInterview(saved.id, saved.version)}
        onSaved={(receipt) => {
          changed();
          // From here on the same interview is edited, at the step where the person is.
          void navigate(`/tracing-requests/${receipt.id}/interview?${params}`, { replace: true });
        }}
        onCompleted={(receipt) => {
          changed();
          void navigate(`/tracing-requests/${receipt.id}`);
        }}
      />
    </>
  );
}
