'use client';
import { Button } from '@mantine/core';
import { IconBraces, IconWorld } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import type { SettingValue } from '#lib/settings/setting.ts';
import { AddFromHost } from './add-from-host.tsx';
import { BlockedNote } from './blocked-note.tsx';
import { Marked } from './marked.tsx';
import { PatternList } from './pattern-list.tsx';
import type { Judged } from './pattern-verdict.tsx';
import { SettingKey, SettingOrigin } from './setting-head.tsx';
import css from './trusted-endpoints.module.css';
import { TryAddress, useTriedAddress } from './try-address.tsx';

const PatternsAsJson = dynamic(() => import('./patterns-as-json.tsx').then((module) => module.PatternsAsJson), {
  ssr: false,
  loading: () => <BoxSkeleton height={320} label="Loading the editor" />,
});

type TrustedEndpointsProps = {
  row: SettingRow;
  patterns: readonly string[];
  drafted: 'value' | 'reset' | undefined;
  verdicts: ReadonlyMap<string, Judged>;
  /** Why the verdicts are missing. */
  error: Error | null;
  words: readonly string[];
  isChecked: boolean;
  /** Left out for those who may not change settings. */
  onChange: ((row: SettingRow, value: SettingValue | null) => void) | undefined;
  onUndo: (row: SettingRow) => void;
  /** Connectors that saving the list would block. */
  blocked: readonly { connector_id: string; name: string }[];
  /** A pattern that the address of the page asks for. */
  asked: string | undefined;
  /** An address to try from the start. */
  tried: string;
  json: JsonMode;
};

/** The list as JSON: whether it is open, and what was typed there that cannot be read. */
export type JsonMode = {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  broken: string | undefined;
  setBroken: (text: string | undefined) => void;
};

/** Which addresses connectors may call: the list, the verdict on each pattern, and an address to try. */
export function TrustedEndpoints(props: TrustedEndpointsProps) {
  const { row, patterns, drafted, verdicts, error, words, isChecked, onChange, onUndo, blocked, asked, tried, json } = props;
  const [url, setUrl] = useState(tried);
  const { verdict } = useTriedAddress(patterns, url);
  const put = onChange && ((next: string[]) => onChange(row, next));
  const add = put && ((pattern: string) => put([...patterns.filter((one) => one !== ''), pattern]));
  return (
    <Panel
      title={<Marked text={row.title} words={words} />}
      description={<Marked text={row.description} words={words} />}
      id="trusted-endpoints"
      actions={
        <SettingOrigin row={row} drafted={drafted} actions={onChange && { reset: () => onChange(row, null), undo: () => onUndo(row) }} />
      }
    >
      <div className={css.body}>
        <SettingKey row={row} words={words} />
        <Asked pattern={asked} patterns={patterns} mayChange={onChange !== undefined} isDrafted={drafted !== undefined} />
        {error && (
          <Callout kind="warning">
            <p>The patterns could not be checked. {error.message}</p>
          </Callout>
        )}
        {patterns.length === 0 && (
          <Callout kind="warning">
            <p>No address is trusted, so no connector can be created or called.</p>
          </Callout>
        )}
        {put && json.isOpen ? (
          <PatternsAsJson
            patterns={patterns}
            text={json.broken}
            onBroken={json.setBroken}
            onChange={put}
            onClose={() => json.setOpen(false)}
          />
        ) : (
          <>
            {json.broken !== undefined && (
              <Callout
                kind="warning"
                actions={
                  <Button variant="default" onClick={() => json.setOpen(true)}>
                    Go to the JSON
                  </Button>
                }
              >
                <p>The JSON you typed cannot be read, so the rows show the list before it.</p>
              </Callout>
            )}
            <PatternList
              label={row.title}
              noun="pattern"
              settingKey={row.key}
              patterns={patterns}
              verdicts={verdicts}
              onChange={put}
              decisive={verdict?.trusted_by}
              isChecked={isChecked}
              words={words}
            >
              {add && <AddHost onAdd={add} />}
              <Button variant="subtle" leftSection={<IconBraces size={16} aria-hidden />} onClick={() => json.setOpen(true)}>
                Edit as JSON
              </Button>
            </PatternList>
          </>
        )}
        <BlockedNote blocked={blocked} />
        <TryAddress patterns={patterns} url={url} onUrl={setUrl} onAdd={add} />
      </div>
    </Panel>
  );
}

function AddHost({ onAdd }: { onAdd: (pattern: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="subtle" leftSection={<IconWorld size={16} aria-hidden />} onClick={() => setOpen(true)}>
        Add from host…
      </Button>
      <AddFromHost opened={isOpen} onClose={() => setOpen(false)} onAdd={onAdd} />
    </>
  );
}

type AskedProps = { pattern: string | undefined; patterns: readonly string[]; mayChange: boolean; isDrafted: boolean };

/** Why a person came here from a link that names a pattern. */
function Asked({ pattern, patterns, mayChange, isDrafted }: AskedProps) {
  if (!pattern) return null;
  const has = patterns.includes(pattern);
  if (has && isDrafted) {
    return (
      <Callout title={`Pattern ${patterns.indexOf(pattern) + 1} is new`}>
        <p>It is in force once you save the changes.</p>
      </Callout>
    );
  }
  if (has) {
    return (
      <Callout kind="success">
        <p>Pattern {patterns.indexOf(pattern) + 1} is on the list already.</p>
      </Callout>
    );
  }
  if (mayChange) return null; // it was added and taken out again
  return (
    <Callout title="An administrator can trust this address" actions={<CopyButton text={pattern} label="Copy for your administrator" />}>
      <p>
        The pattern to add is <code translate="no">{pattern}</code>
      </p>
    </Callout>
  );
}
