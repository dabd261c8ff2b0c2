import { Callout } from '#components/ui/callout.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import css from './blocked-note.module.css';

const most = 20;

/** Connectors that saving the changes would block, while there is time to think again. */
export function BlockedNote({ blocked }: { blocked: readonly { connector_id: string; name: string }[] }) {
  if (blocked.length === 0) return null;
  return (
    <Callout kind="warning" title={`Saving blocks ${blocked.length === 1 ? '1 connector' : `${blocked.length} connectors`}`}>
      <ul className={css.names}>
        {blocked.slice(0, most).map(({ connector_id, name }) => (
          <li key={connector_id}>
            <TextLink href={`/connectors/${encodeURIComponent(connector_id)}`}>{name}</TextLink>
          </li>
        ))}
        {blocked.length > most && <li>and {blocked.length - most} more</li>}
      </ul>
    </Callout>
  );
}
