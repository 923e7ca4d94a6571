import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { onSessionEnded } from '../api/client.js';
import { endSession, readSession } from '../api/relink.js';
import type { Session } from '../api/types.js';

interface SessionDoor {
  session: Session | null | undefined;
  /** The session ended while the person was working; what they typed is still on screen. */
  ended: boolean;
  trouble: Error | null;
  retry: () => void;
  signedIn: (session: Session) => void;
  signOut: () => Promise<void>;
}

const Door = createContext<SessionDoor | undefined>(undefined);

export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['session'], queryFn: readSession, staleTime: Infinity });

  useEffect(() => onSessionEnded(() => setEnded(true)), []);

  const signedIn = useCallback(
    (next: Session) => {
      const before = queries.getQueryData<Session | null>(['session']);
      // Another person signed in on this screen: nothing of the first one's may stay on it.
      if (before && before.account.id !== next.account.id) return window.location.assign('/');
      queries.setQueryData(['session'], next);
      setEnded(false);
      void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    },
    [queries],
  );

  const signOut = useCallback(async () => {
    await endSession().catch(() => undefined);
    // A full load empties memory of everything that was read.
    window.location.assign('/sign-in');
  }, []);

  const value = useMemo(
    () => ({
      session: data,
      ended: ended && Boolean(data),
      trouble: error,
      retry: () => void refetch(),
      signedIn,
      signOut,
    }),
    [data, ended, error, refetch, signedIn, signOut],
  );
  return <Door.Provider value={value}>{children}</Door.Provider>;
}

export function useSessionDoor(): SessionDoor {
  const door = useContext(Door);
  if (!door) throw new Error('useSessionDoor is used outside SessionProvider');
  return door;
}

/** For screens behind the sign-in, where there always is a session. */
export function useSession(): Session {
  const { session } = useSessionDoor();
  if (!session) throw new Error('useSession is used on a screen without a session');
  return session;
}
