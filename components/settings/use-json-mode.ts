'use client';
import { useState } from 'react';
import { trustedJsonId } from './patterns-json.ts';

/** The trusted endpoints as JSON. Text that cannot be read is kept, and saving waits for it. */
export function useJsonMode() {
  const [isOpen, setOpen] = useState(false);
  const [broken, setBroken] = useState<string>();
  const obstacles = broken === undefined ? [] : [{ message: 'Trusted endpoints: the JSON is not a list of texts.', field: trustedJsonId }];
  const leave = () => {
    setOpen(false);
    setBroken(undefined);
  };
  return { isOpen, setOpen, broken, setBroken, obstacles, leave };
}
