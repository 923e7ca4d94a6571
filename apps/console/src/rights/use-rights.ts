import { useQuery, type QueryKey } from '@tanstack/react-query';
import { readRightsOf } from '../api/rights.js';

export function useRights(dossierId: string) {
  return useQuery({ queryKey: ['rights', dossierId], queryFn: ({ signal }) => readRightsOf(dossierId, signal) });
}

/** What is read again once somebody's no, or what they asked for, was written down. */
export const changesOf = (dossierId: string): QueryKey[] => [
  ['rights', dossierId],
  ['tracing-request', dossierId],
  ['registration', dossierId],
  ['work'],
];
