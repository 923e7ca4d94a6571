import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page } from '../api/types.js';
import { NextPage } from './more.js';
import { Loaded } from './states.js';

interface Props<Item> {
  queryKey: readonly unknown[];
  read: (signal: AbortSignal) => Promise<Page<Item>>;
  /** As many as are expected, until they are there. */
  lines?: number;
  /** What stands there where there are none. */
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** A page of a list, with the way to the next one. The former page stays until that one has come: nothing jumps. */
export function Paged<Item>({ queryKey, read, lines = 8, empty, children }: Props<Item>) {
  const query = useQuery({ queryKey, queryFn: ({ signal }) => read(signal), placeholderData: keepPreviousData });
  return (
    <section className="card" aria-busy={query.isPlaceholderData}>
      <Loaded query={query} lines={lines}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            empty
          ) : (
            <>
              {children(items)}
              <NextPage nextCursor={nextCursor} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}
