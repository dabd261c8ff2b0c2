'use client';
import dynamic from 'next/dynamic';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { useEditor } from './editor-context.tsx';
import { EditorSection } from './editor-section.tsx';

const ClientSettingsFields = dynamic(() => import('./client-settings-fields.tsx').then((file) => file.ClientSettingsFields), {
  loading: () => <FormSkeleton fields={6} label="Loading the client settings" />,
});

/** How the service is called: folded while all of it is as it comes. */
export function ClientSettingsSection() {
  const { settled } = useEditor();
  const count = settled.client_config.filter(({ value }) => value !== '').length;
  return (
    <EditorSection
      id="client_settings"
      number={5}
      title="Client settings"
      note={count === 0 ? '(defaults)' : `(${count} set)`}
      isFolded={count === 0}
    >
      <ClientSettingsFields />
    </EditorSection>
  );
}
