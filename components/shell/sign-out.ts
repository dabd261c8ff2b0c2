import { signOut } from '#lib/client/session.ts';
import { isStudioError } from '#lib/errors.ts';
import { showFailure } from '../ui/toast.tsx';

/** Leaves with a whole new document, so that nothing of this person stays in memory. */
export async function signOutOfPage() {
  try {
    await signOut();
  } catch (thrown) {
    if (!isStudioError(thrown) || thrown.status !== 401) {
      showFailure(`You are still signed in. ${thrown instanceof Error ? thrown.message : ''}`);
      return;
    }
  }
  window.location.assign('/sign-in');
}
