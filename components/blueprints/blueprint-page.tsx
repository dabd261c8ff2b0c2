import { Callout } from '#components/ui/callout.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RenderedPane } from '#components/ui/rendered-pane.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { BlueprintExample, BlueprintQuestion } from '#lib/blueprints/blueprint.ts';
import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';
import { stretches } from '#lib/template/explain-template.ts';
import { BlueprintFacts } from './blueprint-facts.tsx';
import css from './blueprint-page.module.css';
import { exampleRequest } from './example-request.ts';
import { TryOnMock } from './try-on-mock.tsx';
import { questionTypeNames } from './words.ts';

/** What a blueprint needs, what it sends and what comes back, shown with its first example. */
export function BlueprintOverview({ blueprint }: { blueprint: BlueprintDetails }) {
  const example = blueprint.examples[0];
  return (
    <div className={css.columns}>
      <div className={css.stack}>
        <Needs blueprint={blueprint} />
        <BlueprintFacts blueprint={blueprint} />
      </div>
      <div className={css.stack}>
        {example ? (
          <>
            <Sends blueprint={blueprint} />
            <Panel
              title="What comes back"
              id="comes-back"
              description={example.title}
              actions={<TryOnMock blueprint={{ id: blueprint.id, connector: blueprint.connector }} example={callOf(example)} />}
            >
              <div className={css.pair}>
                <section>
                  <h3 className={css.title}>The service answers</h3>
                  <JsonTree value={example.recorded} depth={5} />
                </section>
                <section>
                  <h3 className={css.title}>After post-processing</h3>
                  <JsonTree value={example.expected} depth={6} />
                </section>
              </div>
            </Panel>
          </>
        ) : (
          <Panel title="What it sends" id="sends">
            <p className={css.note}>
              There is no example yet, so there is nothing to show.
              {blueprint.can.update === true && (
                <>
                  {' '}
                  <TextLink href={`/blueprints/${blueprint.id}/edit#examples`}>Record an example</TextLink>
                </>
              )}
            </p>
          </Panel>
        )}
      </div>
    </div>
  );
}

function Needs({ blueprint: { questions } }: { blueprint: BlueprintDetails }) {
  return (
    <Panel title="What you need" id="needs">
      {questions.length === 0 && <p className={css.note}>Nothing: it asks no questions.</p>}
      {questions.length > 0 && (
        <dl className={css.questions}>
          {questions.map((question) => (
            <Need key={question.key} question={question} />
          ))}
        </dl>
      )}
    </Panel>
  );
}

function Need({ question: { key, label, type, required, default: fallback, help, options, example } }: { question: BlueprintQuestion }) {
  const value = fallback || (type === 'secret' ? undefined : example && `such as ${example}`);
  return (
    <div>
      <dt>
        <span className={css.questionLabel}>{label}</span>
        <code className={css.key} translate="no">
          {key}
        </code>
      </dt>
      <dd>
        {[questionTypeNames[type], required ? 'required' : 'optional'].join(' · ')}
        {value && (
          <>
            {' · '}
            <span translate="no">{value}</span>
          </>
        )}
        {options && options.length > 0 && (
          <span className={css.help}>
            Choices: <span translate="no">{options.join(', ')}</span>
          </span>
        )}
        {help && <span className={css.help}>{help}</span>}
      </dd>
    </div>
  );
}

function Sends({ blueprint }: { blueprint: BlueprintDetails }) {
  const example = blueprint.examples[0];
  if (!example) return null;
  const made = exampleRequest(blueprint.connector, example);
  return (
    <Panel title="What it sends" id="sends" description={example.title}>
      {'problem' in made ? (
        <Callout kind="danger" title="This example cannot be rendered">
          <p>{made.problem}</p>
        </Callout>
      ) : (
        <>
          <p className={css.address}>
            <strong>{made.request.method}</strong> <RenderedPane variant="inline" label="" parts={stretches(made.request.url)} />
          </p>
          <RenderedPane label="Request body" parts={stretches(made.request.payload)} />
        </>
      )}
    </Panel>
  );
}

/** What the browser needs of an example to run it. */
export const callOf = ({ title, algorithm, input }: BlueprintExample) => ({ title, input, ...(algorithm && { algorithm }) });
