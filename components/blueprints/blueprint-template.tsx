import type { ReactNode } from 'react';
import { Panel } from '#components/ui/panel.tsx';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import css from './blueprint-page.module.css';

type BlueprintTemplateProps = {
  connector: Blueprint['connector'];
  /** Its actions, each as a panel. */
  actions: ReactNode;
};

/** The connector that it becomes, before anything is filled in. */
export function BlueprintTemplate({ connector, actions }: BlueprintTemplateProps) {
  const { parameters, credential, client_config = {} } = connector;
  return (
    <div className={css.columns}>
      <div className={css.stack}>
        <Values title="Parameters" id="parameter-values" values={Object.entries(parameters)} none="No parameters." />
        <Values
          title="Credential"
          id="credential-keys"
          values={Object.keys(credential).map((name) => [name, 'asked for when a connector is made'])}
          none="No credential."
        />
        {Object.keys(client_config).length > 0 && (
          <Values
            title="Client settings"
            id="client-settings"
            values={Object.entries(client_config).map(([name, value]) => [name, String(value)])}
            none=""
          />
        )}
      </div>
      <div className={css.stack}>{actions}</div>
    </div>
  );
}

type ValuesProps = { title: string; id: string; values: readonly (readonly [string, string])[]; none: string };

function Values({ title, id, values, none }: ValuesProps) {
  return (
    <Panel title={title} id={id}>
      {values.length === 0 && <p className={css.note}>{none}</p>}
      {values.length > 0 && (
        <dl className={css.facts}>
          {values.map(([name, value]) => (
            <div key={name}>
              <dt>
                <code translate="no">{name}</code>
              </dt>
              <dd>{value === '' ? '(empty)' : value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
