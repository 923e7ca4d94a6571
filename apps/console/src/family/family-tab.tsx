import { useQuery } from '@tanstack/react-query';
import { readFamilyDesk } from '../api/family.js';
import type { FamilyDesk, TracingRequest } from '../api/types.js';
import { Loaded } from '../ui/states.js';
import { Cards } from './cards.js';
import { Correspondence } from './correspondence.js';

/** The family's side of a case: the card that opens the portal, what they wrote and what we answered. */
export function FamilyTab({ request }: { request: TracingRequest }) {
  const query = useQuery({
    queryKey: ['family-desk', request.id],
    queryFn: ({ signal }) => readFamilyDesk(request.id, signal),
  });
  return <Loaded query={query}>{(desk: FamilyDesk) => <Desk request={request} desk={desk} />}</Loaded>;
}

function Desk({ request, desk }: { request: TracingRequest; desk: FamilyDesk }) {
  return (
    <>
      <Cards request={request} cards={desk.cards} />
      <Correspondence request={request} desk={desk} />
    </>
  );
}
