import { useQuery } from '@tanstack/react-query';
import { readPartners } from '../api/partners.js';
import { AsWritten, Reference } from '../ui/words.js';

export function usePartners() {
  return useQuery({ queryKey: ['partners'], queryFn: ({ signal }) => readPartners(signal), staleTime: 60_000 });
}

/** A partner by its name; by its code while the name is not known. */
export function PartnerName({ id, code }: { id: string; code?: string }) {
  const { data } = usePartners();
  const name = data?.find((partner) => partner.id === id)?.name;
  if (name) return <AsWritten>{name}</AsWritten>;
  return code ? <Reference>{code}</Reference> : null;
}
