'use client';
import { Button, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import { TypedConfirm } from '#components/ui/typed-confirm.tsx';
import { clearRuns } from '#lib/client/runs.ts';
import { type LoadedSettings, listSettings, saveSettings } from '#lib/client/settings.ts';
import css from './account.module.css';

const dataQuery = { queryKey: ['settings'], queryFn: ({ signal }: { signal: AbortSignal }) => listSettings(signal) };

const kept = [
  { key: 'studio.history.keep_bodies', label: 'Keep bodies', help: 'Inputs, answers and reasons of runs.', days: ['0', '7', '30'] },
  {
    key: 'studio.history.keep_runs',
    label: 'Keep runs',
    help: 'Who ran what, when, and how it ended; also the counts for charts.',
    days: ['0', '30', '90'],
  },
];

/** What the studio keeps of predictions, for everybody; only administrators see it. */
export function DataSection() {
  const settings = useQuery(dataQuery);
  return (
    <Panel
      title="Data"
      id="data"
      padding="wide"
      description="What this studio keeps of everybody’s predictions. These are cluster settings."
    >
      <div className={css.stack}>
        {settings.error && !settings.data && (
          <ErrorState error={settings.error} title="Could not load the settings." onRetry={() => settings.refetch()} />
        )}
        {settings.isPending && <FormSkeleton fields={2} label="Loading the settings" />}
        {settings.data && <KeptDays loaded={settings.data} />}
        <div className={css.buttons}>
          {(['jsonl', 'csv'] as const).map((as) => (
            <Button
              key={as}
              component="a"
              href={`/api/studio/runs/_export?as=${as}`}
              download
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              Export runs as {as === 'csv' ? 'CSV' : 'JSON lines'}
            </Button>
          ))}
          <ClearRuns />
        </div>
      </div>
    </Panel>
  );
}

const words = (days: string) => (days === '0' ? 'Never' : days === '1' ? '1 day' : `${days} days`);

function KeptDays({ loaded }: { loaded: LoadedSettings }) {
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: ({ key, days }: { key: string; label: string; days: string }) => saveSettings({ persistent: { [key]: days } }, loaded),
    onSuccess: (_answer, { label }) => showSuccess(`${label} saved.`),
    onSettled: () => cache.invalidateQueries(),
  });
  return (
    <>
      {save.error && (
        <Callout kind="danger" isAlert>
          {save.error.message}
        </Callout>
      )}
      {kept.map(({ key, label, help, days }) => {
        const row = loaded.items.find((one) => one.key === key);
        const value = String(row?.value ?? '');
        const isTransient = row?.origin === 'transient'; // it wins over what is saved here
        return (
          <Select
            key={key}
            label={label}
            description={isTransient ? `${help} A transient setting decides for now.` : help}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data={[...new Set([...days, value])]
              .sort((one, other) => Number(one) - Number(other))
              .map((each) => ({ value: each, label: words(each) }))}
            value={value}
            onChange={(next) => next !== null && next !== value && save.mutate({ key, label, days: next })}
            disabled={isTransient || save.isPending}
            allowDeselect={false}
            className={css.field}
          />
        );
      })}
    </>
  );
}

const phrase = 'clear activity';

function ClearRuns() {
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const clear = useMutation({
    mutationFn: clearRuns,
    onSuccess: () => {
      setOpen(false);
      showSuccess('Activity cleared.');
      return cache.invalidateQueries();
    },
  });
  return (
    <>
      <Button variant="outline" color="red" onClick={() => setOpen(true)}>
        Clear activity
      </Button>
      <TypedConfirm
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Clear all activity?"
        phrase={phrase}
        confirmLabel="Clear activity"
        onConfirm={() => clear.mutate()}
        isPending={clear.isPending}
        error={clear.error}
      >
        <p>Every run of everybody, what was kept of it, and all counts for charts are gone for good.</p>
      </TypedConfirm>
    </>
  );
}
