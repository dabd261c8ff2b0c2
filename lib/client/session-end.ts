const events = new EventTarget();
const name = 'session-end';

/** Says that the server no longer knows this session, so that the page can ask for the password without losing what was typed. */
export const announceSessionEnd = () => events.dispatchEvent(new Event(name));

/** @returns what ends the subscription */
export function onSessionEnd(listener: () => void): () => void {
  events.addEventListener(name, listener);
  return () => events.removeEventListener(name, listener);
}
