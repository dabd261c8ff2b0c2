import { TextBlock } from '#components/ui/text-block.tsx';
import type { ModelInterface } from '#lib/models/model.ts';
import css from './model-details.module.css';
import { ModelSection, type PartEditor } from './model-section.tsx';

type ModelInterfaceViewProps = { contract: ModelInterface | undefined; editor: PartEditor | undefined };

/** The JSON Schemas that judge what goes in and what comes out. */
export function ModelInterfaceView({ contract: { input, output } = {}, editor }: ModelInterfaceViewProps) {
  return (
    <ModelSection title="Interface" editor={editor}>
      {!input && !output && <p className={css.quiet}>None: every request and every answer passes.</p>}
      {input && <Schema title="Input schema" text={input} />}
      {output && <Schema title="Output schema" text={output} />}
    </ModelSection>
  );
}

function Schema({ title, text }: { title: string; text: string }) {
  return (
    <details className={css.schema}>
      <summary>{title}</summary>
      <TextBlock text={laidOut(text)} />
    </details>
  );
}

/** A schema is stored as text; one that is no JSON is shown as it is stored. */
export function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
