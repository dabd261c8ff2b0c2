import { IconLock } from '@tabler/icons-react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RenderedPane } from '#components/ui/rendered-pane.tsx';
import { OutsideLink } from '#components/ui/text-link.tsx';
import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';
import { providerNames } from '#lib/blueprints/provider-names.ts';
import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { makeRunScript } from '#lib/functions/script.ts';
import { readJson } from '#lib/json/read-json.ts';
import { explainRequest } from '#lib/predict/explain-request.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import { stretches } from '#lib/template/explain-template.ts';
import { EndpointBadge } from './blueprint-card.tsx';
import css from './blueprint-page.module.css';
import { authNames, taskNames } from './words.ts';

/** What a blueprint needs, what it sends and what comes back, shown with its first example. */
export function BlueprintOverview({ blueprint }: { blueprint: BlueprintDetails }) {
  const example = blueprint.examples[0];
  return (
    <div className={css.columns}>
      <Needs blueprint={blueprint} />
      <div className={css.stack}>
        {example && <Sends blueprint={blueprint} />}
        {example && (
          <Panel title="What comes back" id="comes-back" description={example.title}>
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
        )}
      </div>
    </div>
  );
}

function Needs({ blueprint }: { blueprint: BlueprintDetails }) {
  const { questions, trusted_pattern, docs_url, provider, notes, task, auth, connector } = blueprint;
  return (
    <Panel title="What you need" id="needs">
      <dl className={css.facts}>
        {questions.map(({ key, label, type, required, default: fallback, help }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>
              {[type, required ? 'required' : 'optional', fallback].filter(Boolean).join(' · ')}
              {help && <span className={css.help}>{help}</span>}
            </dd>
          </div>
        ))}
        <div>
          <dt>Provider</dt>
          <dd>
            {providerNames[provider] ?? provider} · <OutsideLink href={docs_url}>Provider documentation</OutsideLink>
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
            <span className={css.pattern}>
              <code translate="no">{trusted_pattern}</code>
              <CopyButton iconOnly text={trusted_pattern} label="Copy trusted pattern" />
            </span>
            <EndpointBadge blueprint={blueprint} />
          </dd>
        </div>
        <div>
          <dt>Origin</dt>
          <dd className={css.origin}>
            <IconLock size={14} aria-hidden /> Built in
          </dd>
        </div>
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

/** For the page that the server makes; none of it is sent to the browser. */
const runScript = makeRunScript(() => performance.now());

function Sends({ blueprint }: { blueprint: BlueprintDetails }) {
  const example = blueprint.examples[0];
  if (!example) return null;
  const actions = blueprint.connector.actions.map(
    (action) => ({ ...action, action_type: action.action_type.toUpperCase() }) as ConnectorAction,
  ); // as: the file's schema lets no other words through a test of ours
  const input = readPredictInput(readJson(JSON.stringify(example.input)), example.algorithm ?? 'remote');
  const { method, url, payload } = explainRequest(
    { ...blueprint.connector, actions },
    actions[0]?.action_type ?? 'PREDICT',
    input,
    runScript,
  );
  return (
    <Panel title="What it sends" id="sends" description={example.title}>
      <p className={css.address}>
        <strong>{method}</strong> <RenderedPane variant="inline" label="" parts={stretches(url)} />
      </p>
      <RenderedPane label="Request body" parts={stretches(payload)} />
    </Panel>
  );
}
