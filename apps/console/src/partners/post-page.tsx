import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PostQuery } from '../api/exchange-desk.js';
import type { Page } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { NextPage } from '../ui/more.js';
import { Empty, Loaded } from '../ui/states.js';
import { PostFilters, usePostQuery } from './post-parts.js';

interface Props<State extends string, Message> {
  tab: 'inbox' | 'outbox';
  states: readonly State[];
  nameOf: (state: State) => string;
  read: (query: PostQuery<State>, signal: AbortSignal) => Promise<Page<Message>>;
  children: (messages: readonly Message[]) => ReactNode;
}

/** A page of messages by state and partner, the newest first. */
export function PostPage<State extends string, Message>({
  tab,
  states,
  nameOf,
  read,
  children,
}: Props<State, Message>) {
  const say = useTexts();
  const query = usePostQuery(states);
  const messages = useQuery({
    queryKey: [tab, query],
    queryFn: ({ signal }) => read(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PostFilters tab={tab} states={states} nameOf={nameOf} />
      <section className="card" aria-busy={messages.isPlaceholderData}>
        <Loaded query={messages} lines={8}>
          {({ items, nextCursor }) =>
            items.length === 0 ? (
              <Empty title={say(`${tab}.empty`)} />
            ) : (
              <>
                {children(items)}
                <NextPage nextCursor={nextCursor} />
              </>
            )
          }
        </Loaded>
      </section>
    </>
  );
}
