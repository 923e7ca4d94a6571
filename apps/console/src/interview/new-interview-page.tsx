import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { completeInterview, createTracingRequest } from '../api/relink.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { emptyInterview } from './draft.js';
import { InterviewForm } from './interview-form.js';

export function NewInterviewPage() {
  const say = useTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [params] = useSearchParams();
  const initial = useMemo(emptyInterview, []);
  const changed = () => {
    void queries.invalidateQueries({ queryKey: ['work'] });
    void queries.invalidateQueries({ queryKey: ['tracing-requests'] });
  };
  return (
    <>
      <PageHead title={say('interview.new-title')} below={say('interview.new-words')} />
      <InterviewForm
        initial={initial}
        save={(interview) => createTracingRequest(interview)}
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
