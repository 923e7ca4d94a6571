import { useEffect, useState, type ReactNode } from 'react';
import { ApiProblem, Unreachable } from '../api/problem.js';
import { useTexts, type Say } from '../app/texts.js';

/** Grey lines where the content will be. Said aloud only when it takes a while, so that fast answers stay quiet. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const say = useTexts();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 700);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="loading">
      <div role="status">{slow ? say('state.loading') : ''}</div>
      <div aria-hidden="true">
        {Array.from({ length: lines }, (_, index) => (
          <div key={index} className="loading-line" />
        ))}
      </div>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** What went wrong, in words that say what to do next. */
export function wordsFor(error: unknown, say: Say): string {
  if (error instanceof Unreachable) return say('problem.unreachable');
  if (!(error instanceof ApiProblem)) return say('problem.unexpected');
  const known = say.code('problem', error.code, '');
  if (known) return known;
  if (error.status === 403) return say('problem.forbidden');
  if (error.status === 404) return say('problem.not-found');
  if (error.status === 412) return say('problem.stale');
  if (error.status === 429) return say('problem.slow-down', { seconds: error.retryAfter ?? 60 });
  if (error.status >= 500) return say('problem.server');
  return error.detail || say('problem.unexpected');
}

/** A problem that belongs to the whole form or screen. */
export function Trouble(props: { error: unknown; onRetry?: (() => void) | undefined; children?: ReactNode }) {
  const { error, onRetry, children } = props;
  const say = useTexts();
  // The sign-in stands over the screen then, and says it.
  if (!error || (error instanceof ApiProblem && error.code === 'session.required')) return null;
  const unmet = error instanceof ApiProblem && error.code === 'workflow.guard-not-met' ? error.violations : [];
  return (
    <div className="note note-wrong" role="alert">
      <p>
        <bdi>{wordsFor(error, say)}</bdi>
      </p>
      {unmet.length > 0 && (
        <ul>
          {unmet.map(({ code, message }) => (
            <li key={code}>{say.code('not-allowed', code, message)}</li>
          ))}
        </ul>
      )}
      {children}
      {onRetry && (
        <button type="button" onClick={onRetry}>
          {say('action.try-again')}
        </button>
      )}
    </div>
  );
}

/** Loading, then trouble or the content. */
export function Loaded<T>(props: {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  const { data, error, refetch } = props.query;
  if (data !== undefined) {
    return (
      <>
        {Boolean(error) && <Trouble error={error} onRetry={() => void refetch()} />}
        {props.children(data)}
      </>
    );
  }
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  return <Loading lines={props.lines ?? 4} />;
}
