'use client';
import dynamic from 'next/dynamic';
import { EditorSection } from '#components/connectors/editor-section.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { blueprintFieldId } from './blueprint-field.ts';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

const MoreFields = dynamic(() => import('./more-fields.tsx').then((file) => file.MoreFields), {
  ssr: false,
  loading: () => <BoxSkeleton height={400} label="Loading the fields" />,
});

/** What few blueprints need: where tokens are counted, and how the provider says no. */
export function MoreSection({ state }: { state: BlueprintEditorState }) {
  const { mock, usage } = state.draft;
  const count = [...Object.values(mock), ...Object.values(usage)].filter((text) => text !== '').length;
  return (
    <div data-row id={blueprintFieldId('mock')}>
      <EditorSection id="more" number={7} title="Token counts and errors" note={count === 0 ? '(none)' : undefined} isFolded>
        <MoreFields state={state} />
      </EditorSection>
    </div>
  );
}
