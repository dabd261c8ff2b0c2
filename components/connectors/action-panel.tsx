import { Panel } from '#components/ui/panel.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import type { ConnectorAction } from '#lib/connectors/connector.ts';
import css from './connector-overview.module.css';

/** One action as it is stored. */
export function ActionPanel({ action, index }: { action: ConnectorAction; index: number }) {
  const { action_type, name, method, url, headers = {}, request_body, pre_process_function, post_process_function } = action;
  const functions = [
    ['Pre-process function', pre_process_function],
    ['Post-process function', post_process_function],
  ].filter((pair): pair is [string, string] => pair[1] !== undefined);
  return (
    <Panel
      title={
        <>
          <span translate="no">{action_type}</span>
          {name && <span className={css.note}> {name}</span>}
        </>
      }
      id={`action-${index + 1}`}
    >
      <p className={css.address} translate="no">
        <strong>{method}</strong> {url}
      </p>
      {Object.keys(headers).length > 0 && (
        <dl className={css.parameters} translate="no">
          {Object.entries(headers).map(([header, value]) => (
            <div key={header}>
              <dt>{header}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {request_body !== undefined && <TextBlock text={request_body} />}
      {functions.length > 0 && (
        <dl className={css.facts}>
          {functions.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <code translate="no">{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
