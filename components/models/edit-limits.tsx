'use client';
import { ActionIcon, Button, Select, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '#components/ui/error-state.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import type { ModelRow, UserLimits } from '#lib/client/models.ts';
import { isStudioError } from '#lib/errors.ts';
import { limitUnits } from './limit-words.ts';
import { type LimitDraft, limitsProblems, modelLimitOf, rowsOfUsers, type UserRow, userLimitsOf } from './limits-draft.ts';
import css from './model-form.module.css';
import { PartForm } from './part-form.tsx';
import { storedModelQuery, userLimitsQuery, useSaveLimits } from './queries.ts';

/** How often the model may be called by all together, and by single users. */
export function EditLimits({ model, onClose }: { model: ModelRow; onClose: () => void }) {
  const stored = useQuery(storedModelQuery(model.model_id));
  const hasController = stored.data?.is_controller_enabled === true;
  const users = useQuery({ ...userLimitsQuery(model.model_id), enabled: hasController });
  const isNone = isStudioError(users.error) && users.error.status === 404; // taken away meanwhile
  const error = stored.error ?? (isNone ? null : users.error);
  if (error)
    return <ErrorState error={error} title="Could not load the limits." onRetry={() => (stored.error ? stored : users).refetch()} />;
  if (!stored.data || (hasController && !users.data && !isNone)) return <FormSkeleton label="Loading the limits" />;
  return <Form model={model} before={hasController ? (users.data ?? {}) : {}} onClose={onClose} />;
}

function Form({ model, before, onClose }: { model: ModelRow; before: UserLimits; onClose: () => void }) {
  const kept = model.rate_limiter;
  const [limit, setLimit] = useState<LimitDraft>({ limit: kept?.limit ?? '', unit: kept?.unit ?? 'MINUTES' });
  const [rows, setRows] = useState<readonly UserRow[]>(() => rowsOfUsers(before));
  const hadLimit = kept?.limit !== undefined;
  const problems = limitsProblems({ limit, rows, hadLimit });
  const [loaded] = useState(model); // what this form began with: somebody else's change since is not overwritten unseen
  const saving = useSaveLimits(model.model_id);
  const save = () =>
    saving.mutate(
      { model: modelLimitOf(limit, kept), users: userLimitsOf(rows, before), loaded },
      {
        onSuccess: () => {
          showSuccess(`Limits of ${model.name} saved.`);
          onClose();
        },
      },
    );
  const change = (id: number, part: Partial<UserRow>) => setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const add = () => {
    const id = Math.max(-1, ...rows.map((row) => row.id)) + 1;
    setRows([...rows, { id, user: '', limit: '', unit: 'MINUTES' }]);
    requestAnimationFrame(() => document.getElementById(`user-${id}`)?.focus());
  };
  const errorAt = (field: string, isRefused: boolean) =>
    isRefused ? problems.find((problem) => problem.field === field)?.message.replace(/^.*?: /, '') : undefined;
  return (
    <PartForm label="Edit limits" problems={problems} isPending={saving.isPending} error={saving.error} onSave={save} onClose={onClose}>
      {(isRefused) => (
        <>
          <fieldset className={css.group}>
            <legend className={css.legend}>All together</legend>
            <p className={css.words}>
              How often the model may be called, whoever calls it.{' '}
              {hadLimit ? 'ML Commons keeps a limit once there is one: it can be raised, not taken away.' : 'Empty is no limit.'}
            </p>
            <div className={css.limit}>
              <TextInput
                id="limit"
                label={hadLimit ? 'Calls' : 'Calls (optional)'}
                inputMode="decimal"
                autoComplete="off"
                value={limit.limit}
                error={errorAt('limit', isRefused)}
                onChange={(event) => setLimit({ ...limit, limit: event.currentTarget.value })}
              />
              <Unit label="Unit" value={limit.unit} onChange={(unit) => setLimit({ ...limit, unit })} />
            </div>
          </fieldset>
          <fieldset className={css.group}>
            <legend className={css.legend}>Single users</legend>
            <p className={css.words}>How often each of these users may call it. Everybody else has no limit of their own.</p>
            {rows.map(({ id, user, limit: calls, unit }, place) => (
              <div key={id} className={css.limit}>
                <TextInput
                  id={`user-${id}`}
                  label={`User ${place + 1}`}
                  autoComplete="off"
                  spellCheck={false}
                  value={user}
                  error={errorAt(`user-${id}`, isRefused)}
                  onChange={(event) => change(id, { user: event.currentTarget.value })}
                />
                <TextInput
                  id={`user-limit-${id}`}
                  label={`Calls of user ${place + 1}`}
                  inputMode="decimal"
                  autoComplete="off"
                  value={calls}
                  error={errorAt(`user-limit-${id}`, isRefused)}
                  onChange={(event) => change(id, { limit: event.currentTarget.value })}
                />
                <Unit label={`Unit of user ${place + 1}`} value={unit} onChange={(next) => change(id, { unit: next })} />
                <Tooltip label={`Remove user ${place + 1}`}>
                  <ActionIcon
                    className={css.remove}
                    aria-label={`Remove user ${place + 1}`}
                    onClick={() => setRows(rows.filter((row) => row.id !== id))}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              </div>
            ))}
            <div>
              <Button variant="subtle" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
                Add user
              </Button>
            </div>
          </fieldset>
        </>
      )}
    </PartForm>
  );
}

function Unit({ label, value, onChange }: { label: string; value: string; onChange: (unit: string) => void }) {
  const data = limitUnits.map(({ value: unit, label: words }) => ({ value: unit, label: words }));
  return <Select label={label} data={data} value={value} allowDeselect={false} onChange={(unit) => unit !== null && onChange(unit)} />;
}
