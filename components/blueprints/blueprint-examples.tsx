import { JsonTree } from '#components/ui/json-tree.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import css from './blueprint-page.module.css';
import { TryOnMock } from './try-on-mock.tsx';

/** Every example: what is asked, what the service says, what ML Commons makes of it. */
export function BlueprintExamples({ blueprint }: { blueprint: Blueprint }) {
  const { id, connector, examples } = blueprint;
  if (examples.length === 0) return <p className={css.note}>There are no examples yet.</p>;
  return (
    <div className={css.stack}>
      {examples.map(({ title, algorithm = 'remote', input, recorded, expected }, index) => (
        <Panel
          // biome-ignore lint/suspicious/noArrayIndexKey: two examples may be called alike
          key={index}
          title={title}
          id={`example-${index + 1}`}
          actions={<TryOnMock blueprint={{ id, connector }} example={{ title, algorithm, input }} />}
          description={
            algorithm === 'remote' ? undefined : (
              <>
                Sent as <code translate="no">{algorithm}</code>
              </>
            )
          }
        >
          <div className={css.trio}>
            {[
              ['Input', input],
              ['The service answers', recorded],
              ['After post-processing', expected],
            ].map(([heading, value]) => (
              <section key={String(heading)}>
                <h3 className={css.title}>{String(heading)}</h3>
                <JsonTree value={value} depth={6} />
              </section>
            ))}
          </div>
        </Panel>
      ))}
    </div>
  );
}
