'use client';
import { useState } from 'react';

/**
 * For links: what they lead to is loaded when the pointer or the focus comes near, never for all links of a page at once.
 * @returns attributes of next/link
 */
export function useNearPrefetch() {
  const [isNear, setNear] = useState(false);
  const come = () => setNear(true);
  return { prefetch: isNear ? null : false, onMouseEnter: come, onFocus: come };
}
