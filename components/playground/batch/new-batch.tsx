'use client';
import { NativeSelect, Select } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { Keys } from '#components/ui/kbd.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { mostConcurrency } from '#lib/batches/batch.ts';
import type { ChosenTarget } from '../queries.ts';
import { DestinationChoice } from '../run-bar.tsx';
import type { TargetKey } from '../target-select.tsx';
import type { Destination } from '../use-playground.ts';
import css from './batch.module.css';
import { costWords, rowsWords } from './batch-words.ts';
import { FirstRow } from './first-row.tsx';
import { MappingForm } from './mapping-form.tsx';
import { RowsInput } from './rows-input.tsx';
import { useCreateBatch } from './use-create-batch.ts';
import { usePrepared } from './use-prepared.ts';

type NewBatchProps = { target: TargetKey | undefined; chosen: ChosenTarget | undefined; onMade: (id: string) => void };

/** From a table to a batch: rows, how they become inputs, what the first would send, and then all of them. */
export function NewBatch({ target, chosen, onMade }: NewBatchProps) {
  const maySend = useCan()('predict.send');
  const prepared = usePrepared(target, chosen?.definition);
  const [concurrency, setConcurrency] = useState(4);
  const [destination, setDestination] = useState<Destination>(maySend ? 'service' : 'mock');
  const [isAsking, setAsking] = useState(false);
  const cache = useQueryClient();
  const create = useCreateBatch((batch) => {
    cache.setQueryData(['batches', batch.batch_id], batch);
    onMade(batch.batch_id);
  });
  const { table, input, refusal } = prepared;
  const count = table?.rows.length ?? 0;
  const send = () => {
    if (!table || !target) return;
    const [kind = '', id = ''] = target.split('=');
    create.mutate({
      target: kind === 'model' ? { model_id: id } : { connector_id: id },
      action_type: prepared.actionType,
      mapping: prepared.mapping,
      columns: table.columns,
      rows: table.rows,
      concurrency,
      mode: destination === 'mock' ? 'mock' : 'send',
    });
  };
  const ask = () => {
    if (refusal !== undefined) return;
    create.reset();
    if (destination === 'mock') send();
    else setAsking(true);
  };
  useShortcut('mod+enter', 'Send all rows', ask);
  return (
    <>
      <RowsInput input={input} table={table} problems={prepared.problems} />
      {table && chosen && (
        <div className={css.pair}>
          <Panel
            title="Mapping"
            id="batch-mapping"
            description="What of a row goes where. {{name}} in a text stands for a column."
            actions={
              prepared.types.length > 1 && (
                <Select
                  aria-label="Action"
                  data={prepared.types}
                  value={prepared.actionType}
                  onChange={(type) => type && prepared.setActionType(type)}
                  allowDeselect={false}
                />
              )
            }
          >
            <MappingForm mapping={prepared.mapping} columns={table.columns} fields={prepared.fields} onChange={prepared.setMapping} />
          </Panel>
          <FirstRow preview={prepared.preview} />
        </div>
      )}
      <div className={css.bar}>
        <NativeSelect
          label="Calls at a time"
          className={css.short}
          value={String(concurrency)}
          data={Array.from({ length: mostConcurrency }, (_, at) => String(at + 1))}
          onChange={(event) => setConcurrency(Number(event.currentTarget.value))}
        />
        <DestinationChoice maySend={maySend} destination={destination} onDestination={setDestination} />
        <ReasonedButton
          refusal={refusal ?? false}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          rightSection={<Keys keys="mod+enter" />}
          loading={create.isPending && !isAsking}
          onClick={ask}
        >
          {count > 0 ? `Send ${rowsWords(count)}` : 'Send all rows'}
        </ReasonedButton>
        {create.error && !isAsking && <p role="alert">{create.error.message}</p>}
      </div>
      <ConfirmModal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={`Send ${rowsWords(count)}?`}
        confirmLabel={`Send ${rowsWords(count)}`}
        onConfirm={send}
        isPending={create.isPending}
        error={create.error}
      >
        <p>{costWords(count * prepared.calls)}</p>
        <p className={css.note}>
          To {chosen?.name}
          {prepared.host && ` at ${prepared.host}`}, {concurrency} at a time. You may close this page: the server goes on.
        </p>
      </ConfirmModal>
    </>
  );
}
