'use client';
import { useQuery } from '@tanstack/react-query';
import type { ModelRow } from '#lib/client/models.ts';
import { limitWords } from './limit-words.ts';
import css from './model-details.module.css';
import { ModelFailure } from './model-failure.tsx';
import { Fact, ModelSection, type PartEditor } from './model-section.tsx';
import { userLimitsQuery } from './queries.ts';

type ModelLimitsProps = { model: ModelRow; hasController: boolean; editor: PartEditor | undefined };

/** How often the model, and each user of it, may be called. */
export function ModelLimits({ model: { model_id, rate_limiter }, hasController, editor }: ModelLimitsProps) {
  const users = useQuery({ ...userLimitsQuery(model_id), enabled: hasController });
  const limits = hasController ? Object.entries(users.data ?? {}) : [];
  return (
    <ModelSection title="Limits" editor={editor}>
      <dl className={css.facts}>
        <Fact name="All together">{limitWords(rate_limiter) ?? <span className={css.quiet}>No limit</span>}</Fact>
        {limits.length === 0 && !users.error && (
          <Fact name="Single users">
            <span className={css.quiet}>No limit</span>
          </Fact>
        )}
        {limits.map(([user, limit]) => (
          <Fact key={user} name={user}>
            {limitWords(limit) ?? 'Incomplete, so it counts for nothing'}
          </Fact>
        ))}
      </dl>
      {users.error && <ModelFailure reason={users.error.message} title="Could not load the limits of single users" />}
    </ModelSection>
  );
}
