'use client';
import dynamic from 'next/dynamic';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { useEditor } from './editor-context.tsx';
import { EditorSection } from './editor-section.tsx';

const AccessFields = dynamic(() => import('./access-fields.tsx').then((file) => file.AccessFields), {
  loading: () => <FormSkeleton fields={2} label="Loading the access" />,
});

/** Who may see and use the connector: folded until the body says something about it. */
export function AccessSection() {
  const { settled } = useEditor();
  const isGiven = settled.access_mode !== '' || settled.backend_roles.length > 0;
  return (
    <EditorSection id="access" number={6} title="Access" isFolded={!isGiven}>
      <AccessFields isGiven={isGiven} />
    </EditorSection>
  );
}
