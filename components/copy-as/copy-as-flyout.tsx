'use client';
import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import { type CopyFormat, copyFormats, isCopyFormat } from '#lib/copy-as/copy-formats.ts';
import { type CopiedModel, type CopiedSource, copiedText, refusalOf } from './copied-source.ts';
import css from './copy-as-flyout.module.css';
import { useCopyFormat } from './use-copy-format.ts';

type CopyAsFlyoutProps = {
  /** Keep the component mounted and switch this, so that the focus returns to the opener. */
  opened: boolean;
  onClose: () => void;
  /** Undefined while it is loaded. */
  source: CopiedSource | CopiedModel | undefined;
  /** Name of what is copied, where the page does not say it. */
  name?: string | undefined;
  /** Why there is no source. */
  error?: Error | null;
};

/** What would be copied, in each format. */
export function CopyAsFlyout({ opened, onClose, source, name, error }: CopyAsFlyoutProps) {
  const [format, remember] = useCopyFormat();
  const text = useCopiedText(format, opened ? source : undefined);
  const refusal = source && opened ? refusalOf(format, source) : undefined;
  return (
    <Flyout
      opened={opened}
      onClose={onClose}
      title={name ? `Copy ${name} as` : 'Copy as'}
      footer={text !== undefined && !refusal && <CopyButton text={text} label="Copy" variant="filled" />}
    >
      <div className={css.stack}>
        <Select
          label="Format"
          data={copyFormats.map(({ id, label }) => ({ value: id, label }))}
          value={format}
          onChange={(next) => isCopyFormat(next) && remember(next)}
          allowDeselect={false}
        />
        {error && <ErrorState error={error} title={`Could not load ${name ?? 'what is to be copied'}.`} />}
        {refusal && (
          <Callout kind="warning">
            <p>{refusal}</p>
          </Callout>
        )}
        {!refusal && text !== undefined && (
          <>
            <p className={css.note}>{source && 'model' in source ? (modelNotes[format] ?? notes[format]) : notes[format]}</p>
            <TextBlock text={text} />
          </>
        )}
        {!error && !refusal && text === undefined && <BoxSkeleton height={240} label="Writing it" />}
      </div>
    </Flyout>
  );
}

const secrets = 'Secrets stand as <name>: put yours in before you run it.';
const user = 'OPENSEARCH_USER and OPENSEARCH_PASSWORD in the environment say who calls.';

const notes: Record<CopyFormat, string> = {
  dev_tools: secrets,
  curl: `${user} ${secrets}`,
  opensearch_js: `A module for Node. ${user} ${secrets}`,
  opensearch_py: `${user} ${secrets}`,
  terraform: `For the provider opensearch-project/opensearch. ${secrets}`,
  json: `The create body. ${secrets}`,
  blueprint: 'A file to import as a blueprint. It holds no secret.',
};

const modelNotes: Partial<Record<CopyFormat, string>> = {
  dev_tools: 'Its connector has to be there under the same id.',
  curl: `${user} Its connector has to be there under the same id.`,
  opensearch_js: `A module for Node. ${user} Its connector has to be there under the same id.`,
  opensearch_py: `${user} Its connector has to be there under the same id.`,
  json: 'The register body.',
};

/** Undefined until it is written, which takes loading what writes it the first time. */
function useCopiedText(format: CopyFormat, source: CopiedSource | CopiedModel | undefined): string | undefined {
  const [written, setWritten] = useState<{ format: CopyFormat; source: CopiedSource | CopiedModel; text: string }>();
  useEffect(() => {
    let isWanted = source !== undefined;
    if (source) void copiedText(format, source).then((text) => isWanted && setWritten({ format, source, text }));
    return () => {
      isWanted = false;
    };
  }, [format, source]);
  return written?.format === format && written.source === source ? written.text : undefined;
}
