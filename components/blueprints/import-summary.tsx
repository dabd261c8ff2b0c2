import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { providerName } from '#lib/blueprints/provider-names.ts';
import css from './import-flyout.module.css';
import { taskNames } from './words.ts';

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a file holds, in a few lines. */
export function ImportSummary({ blueprint }: { blueprint: Blueprint }) {
  const { title, summary, provider, task, connector, questions, examples, trusted_pattern } = blueprint;
  const keys = Object.keys(connector.credential);
  const facts: [name: string, value: string][] = [
    ['Provider', providerName(provider)],
    ['Task', taskNames[task]],
    ['Calls', connector.actions.map(({ method, url }) => `${method} ${url}`).join(', ')],
    ['Trusted pattern', trusted_pattern || 'None yet'],
    ['Credential', keys.join(', ') || 'None'],
    ['Holds', `${counted(questions.length, 'question')}, ${counted(examples.length, 'example')}`],
  ];
  return (
    <section aria-labelledby="import-summary">
      <h3 className={css.heading} id="import-summary">
        {title}
      </h3>
      {summary && <p className={css.summary}>{summary}</p>}
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
