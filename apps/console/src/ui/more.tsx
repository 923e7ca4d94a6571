import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../app/texts.js';

/** Pages forward by cursor; the browser's back button goes back. The place is in the address, so it can be reloaded. */
export function NextPage({ nextCursor }: { nextCursor: string | undefined }) {
  const say = useTexts();
  const [params] = useSearchParams();
  const paged = params.has('cursor');
  if (!nextCursor && !paged) return null;
  const at = (cursor?: string) => {
    const next = new URLSearchParams(params);
    if (cursor) next.set('cursor', cursor);
    else next.delete('cursor');
    return `?${next}`;
  };
  return (
    <nav className="row-end" aria-label={say('list.pages')}>
      {paged && (
        <Link className="btn" to={at()}>
          {say('list.first')}
        </Link>
      )}
      {nextCursor && (
        <Link className="btn" to={at(nextCursor)}>
          {say('list.next')}
        </Link>
      )}
    </nav>
  );
}

/** One choice of a list as links, so that a filter has an address. */
export function FilterLinks<T extends string>(props: {
  label: string;
  param: string;
  value: T | undefined;
  options: readonly T[];
  nameOf: (option: T) => ReactNode;
  all: string;
  /** What else the address says and goes on saying. */
  also?: Record<string, string>;
}) {
  const { label, param, value, options, nameOf, all, also = {} } = props;
  const at = (option?: T) => `?${new URLSearchParams({ ...also, ...(option && { [param]: option }) })}`;
  return (
    <nav className="filters" aria-label={label}>
      <Link to={at()} aria-current={value === undefined ? 'true' : undefined}>
        {all}
      </Link>
      {options.map((option) => (
        <Link key={option} to={at(option)} aria-current={value === option ? 'true' : undefined}>
          {nameOf(option)}
        </Link>
      ))}
    </nav>
  );
}
