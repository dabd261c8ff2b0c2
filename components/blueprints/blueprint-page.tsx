import { IconLock } from '@tabler/icons-react';
import { Callout } from '#components/ui/callout.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RenderedPane } from '#components/ui/rendered-pane.tsx';
import { OutsideLink, TextLink } from '#components/ui/text-link.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { BlueprintExample, BlueprintQuestion } from '#lib/blueprints/blueprint.ts';
import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';
import { providerNames } from '#lib/blueprints/provider-names.ts';
import { stretches } from '#lib/template/explain-template.ts';
import { EndpointBadge } from './blueprint-card.tsx';
import css from './blueprint-page.module.css';
import { exampleRequest } from './example-request.ts';
import { TryOnMock } from './try-on-mock.tsx';
import { authNames, originNames, questionTypeNames, taskNames } from './words.ts';

/** What a blueprint needs, what it sends and what comes back, shown with its first example. */
export function BlueprintOverview({ blueprint }: { blueprint: BlueprintDetails }) {
  const example = blueprint.examples[0];
  return (
    <div className={css.columns}>
      <div className={css.stack}>
        <Needs blueprint={blueprint} />
        <Facts blueprint={blueprint} />
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

function Facts({ blueprint }: { blueprint: BlueprintDetails }) {
  const { trusted_pattern, docs_url, provider, notes, task, auth, connector, origin, owner, version, updated_time, fork_of } = blueprint;
  return (
    <Panel title="Facts" id="facts">
      <dl className={css.facts}>
        <div>
          <dt>Provider</dt>
          <dd>
            {providerNames[provider] ?? provider}
            {docs_url && (
              <>
                {' · '}
                <OutsideLink href={docs_url}>Provider documentation</OutsideLink>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Kind</dt>
          <dd>
            {taskNames[task]} · <span translate="no">{connector.protocol}</span> · {authNames[auth]}
          </dd>
        </div>
        <div>
          <dt>Trusted pattern</dt>
          <dd>
            {trusted_pattern ? (
              <span className={css.pattern}>
                <code translate="no">{trusted_pattern}</code>
                <CopyButton iconOnly text={trusted_pattern} label="Copy trusted pattern" />
              </span>
            ) : (
              'None yet'
            )}
            <EndpointBadge blueprint={blueprint} />
          </dd>
        </div>
        <div>
          <dt>Origin</dt>
          <dd className={css.origin}>
            {origin === 'built_in' && <IconLock size={14} aria-hidden />}
            {origin === 'shared' && owner ? `Made by ${owner}` : originNames[origin]}
            {origin !== 'built_in' && version > 0 && `, version ${version}`}
          </dd>
        </div>
        {fork_of && (
          <div>
            <dt>Forked from</dt>
            <dd>
              <TextLink href={`/blueprints/${fork_of.id}`}>{fork_of.id}</TextLink>
            </dd>
          </div>
        )}
        {updated_time !== undefined && (
          <div>
            <dt>Updated</dt>
            <dd>
              <TimeAgo at={updated_time} />
            </dd>
          </div>
        )}
      </dl>
      {notes.length > 0 && (
        <>
          <h3 className={css.title}>Notes</h3>
          <ul className={css.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
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
