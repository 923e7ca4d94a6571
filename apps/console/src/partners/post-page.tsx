import type { ReactNode } from 'react';
import type { PostQuery } from '../api/exchange-desk.js';
import type { Page } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Paged } from '../ui/paged.js';
import { Empty } from '../ui/states.js';
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
  return (
    <>
      <PostFilters tab={tab} states={states} nameOf={nameOf} />
      <Paged
        queryKey={[tab, query]}
        read={(signal) => read(query, signal)}
        empty={<Empty title={say(`${tab}.empty`)} />}
      >
        {(items) => children(items)}
      </Paged>
    </>
  );
}
