'use client';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

type Announce = (message: string, isFailure?: boolean) => void;

const Announcer = createContext<Announce>(() => {});

/** Reads out what changed on the screen without moving the focus: counts, saves, the result of a run. */
export const useAnnounce = () => useContext(Announcer);

/** The page's two live regions: one that waits its turn, one for failures. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState('');
  const [assertive, setAssertive] = useState('');
  const announce = useCallback<Announce>((message, isFailure = false) => {
    const set = isFailure ? setAssertive : setPolite;
    set((before) => (before === message ? `${message}\u00a0` : message)); // the same words twice are read twice
  }, []);
  return (
    <Announcer.Provider value={announce}>
      {children}
      <div className="studio-visually-hidden" role="status">
        {polite}
      </div>
      <div className="studio-visually-hidden" role="alert">
        {assertive}
      </div>
    </Announcer.Provider>
  );
}
