'use client';
import { usePreferences } from '#components/ui/preferences.tsx';
import { type CopyFormat, copyFormats } from '#lib/copy-as/copy-formats.ts';

/** What a person last copied a connector as, kept with the account. */
export function useCopyFormat(): [CopyFormat, (format: CopyFormat) => void] {
  const { preferences, change } = usePreferences();
  const format = preferences.copy_as ?? copyFormats[0].id;
  const remember = (next: CopyFormat) => {
    if (next !== preferences.copy_as) change({ copy_as: next });
  };
  return [format, remember];
}
