import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { completeInterview, readTracingRequest, saveInterview } from '../api/relink.js';
import type { TracingRequest } from '../api/types.js';
import { PageHead } from '../app/page.js';
import { useTexts } from '../app/texts.js';
import { Empty, Loaded } from '../ui/states.js';
import { Reference } from '../ui/words.js';
import { draftOf } from './draft.js';
import { InterviewForm } from './interview-form.js';

export function EditInterviewPage() {
  const say = useTexts();
  const { id = '' } = useParams();
  // Read once and kept: what is being typed must not be replaced by a newer answer in the background.
  const query = useQuery({
    queryKey: ['tracing-request', id, 'to-edit'],
    queryFn: ({ signal }) => readTracingRequest(id, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <>
      <PageHead
        title={say('interview.title')}
        above={
          query.data && (
            <Link to={`/tracing-requests/${id}`}>
              <Reference>{query.data.reference}</Reference>
            </Link>
          )
        }
      />
      <Loaded query={query} lines={8}>
        {(request) =>
          request.state === 'pre-case' ? (
            <>
              {request.question && (
                <div className="note">
                  <p>
                    <b>{say('interview.question')}</b>
                  </p>
                  <p dir="auto">{request.question}</p>
                </div>
              )}
              <Edit key={id} request={request} />
            </>
          ) : (
            <Closed id={id} />
          )
        }
      </Loaded>
    </>
  );
}

function Closed({ id }: { id: string }) {
  const say = useTexts();
  return (
    <div className="card">
      <Empty title={say('interview.completed-before')}>
        <Link className="btn" to={`/tracing-requests/${id}`}>
          {say('case.open')}
        </Link>
      </Empty>
    </div>
  );
}

function Edit({ request }: { request: TracingRequest }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const version = useRef(request.version);
  const [initial] = useState(() => draftOf(request.interview));
  const changed = () => {
    void queries.invalidateQueries({ queryKey: ['work'] });
    void queries.invalidateQueries({ queryKey: ['tracing-requests'] });
    void queries.invalidateQueries({ queryKey: ['tracing-request', request.id], exact: true });
  };
  return (
    <InterviewForm
      initial={initial}
      save={async (interview) => {
        const receipt = await saveInterview(request.id, version.current, interview);
        version.current = receipt.version;
        return receipt;
      }}
      complete={(saved) => completeInterview(saved.id, saved.version)}
      onSaved={changed}
      onCompleted={() => {
        changed();
        void navigate(`/tracing-requests/${request.id}`);
      }}
    />
  );
}
