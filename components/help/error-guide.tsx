import { Panel } from '#components/ui/panel.tsx';
import { failureGroups } from '#lib/predict/failure-table.ts';
import css from './error-guide.module.css';

/** Every failure that has a remedy, explained. Links of failures lead to its row. */
export function ErrorGuide() {
  return failureGroups.map(({ title, rows }) => (
    <Panel key={title} title={title} padding="wide">
      <dl className={css.list}>
        {rows.map(({ id, shown, means }) => (
          <div key={id} id={id} className={css.row}>
            <dt translate="no">{shown}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  ));
}
