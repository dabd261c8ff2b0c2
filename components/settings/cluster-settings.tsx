'use client';
import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { useIsOnline } from '#components/shell/strips.tsx';
import { BottomBar, changesSummary } from '#components/ui/bottom-bar.tsx';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterBar } from '#components/ui/filter-bar.tsx';
import type { FormProblem } from '#components/ui/form-problems.tsx';
import { LeaveGuard } from '#components/ui/leave-guard.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { StaleCallout } from '#components/ui/stale-callout.tsx';
import type { LoadedSettings } from '#lib/client/settings.ts';
import type { CheckedTrust } from '#lib/settings/check-trusted-endpoints.ts';
import css from './cluster-settings.module.css';
import { settingsQuery } from './queries.ts';
import { ReviewFlyout } from './review-flyout.tsx';
import { SaveConfirm } from './save-confirm.tsx';
import { foldedTitle, SectionLinks } from './section-links.tsx';
import { effectsOf } from './setting-effects.ts';
import { changedByOthers } from './settings-draft.ts';
import { SettingsNotices } from './settings-notices.tsx';
import { InertSection, SettingsSection, type SettingsView } from './settings-sections.tsx';
import { isFolded, markedWords, matches, sectionsOf } from './settings-view.ts';
import { useJsonMode } from './use-json-mode.ts';
import { useSave } from './use-save-settings.ts';
import { leavePattern, useSettingsFilter } from './use-settings-filter.ts';
import { useSettingsForm } from './use-settings-form.ts';
import { useFocusOf, useShownErrors } from './use-shown-errors.ts';
import { useTrustCheck } from './use-trust-check.ts';

type ClusterSettingsProps = {
  initial: LoadedSettings;
  /** The verdicts on what is saved. */
  initialCheck: CheckedTrust;
  /** A pattern that the address asks for. */
  pattern: string | undefined;
  /** An address that the address of the page asks about. */
  tried: string;
};

/** Every setting of the cluster, with search, unsaved changes and what they would bring about. */
export function ClusterSettings({ initial, initialCheck, pattern, tried }: ClusterSettingsProps) {
  const mayChange = useCan()('settings.update');
  const settings = useQuery(settingsQuery(initial));
  const loaded = settings.data ?? initial;
  const rows = loaded.items;
  const form = useSettingsForm(rows, mayChange ? pattern : undefined);
  const { draft, changes } = form;
  const check = useTrustCheck(rows, changes, { initial, initialCheck });
  const { filter, setFilter } = useSettingsFilter();
  const errors = useShownErrors();
  const base = useBase(loaded, changes.length > 0);
  const [isReviewing, setReviewing] = useState(false);
  const [isDiscarding, setDiscarding] = useState(false);
  const [isInertOpen, setInertOpen] = useState(false);
  const json = useJsonMode();
  const isOnline = useIsOnline();
  const isDirty = changes.length > 0 || json.broken !== undefined;

  const discard = () => {
    form.discard();
    form.forget();
    errors.clear();
    json.leave();
    setDiscarding(false);
    setReviewing(false);
    leavePattern();
  };
  const goTo = useFocusOf(() => {
    setFilter({ q: '', changedOnly: false });
    setInertOpen(true);
    if (json.broken !== undefined) json.setOpen(true);
  });
  const refused = (problems: readonly FormProblem[]) => {
    setReviewing(false);
    errors.show(problems.map((problem) => ({ ...problem, reveal: () => problem.field && goTo(problem.field) })));
    const [field] = problems.flatMap((problem) => problem.field ?? []);
    if (field) goTo(field);
  };
  const saving = useSave({ loaded, changes, obstacles: json.obstacles, onSaved: discard, onRefused: refused });
  useShortcut('mod+s', 'Save changes', () => {
    if (isDirty && !saving.isSaving && isOnline) void saving.save();
  });

  const shown = rows.filter((row) => matches(row, filter, draft));
  const { sections, inert } = sectionsOf(shown);
  const inertTotal = rows.filter(isFolded).length;
  const view: SettingsView = {
    draft,
    words: markedWords(filter.q),
    verdicts: check.verdicts,
    verdictError: check.error,
    blocked: check.isSettled ? (check.judged?.blocked ?? []) : [],
    isChecked: errors.isChecked,
    touched: errors.touched,
    onChange: mayChange ? form.change : undefined,
    onUndo: form.undo,
    onBlur: errors.touch,
    asked: pattern,
    tried,
    json,
  };
  const hidden = changes.filter(({ row }) => !shown.includes(row)).length;
  const isFiltered = filter.q !== '' || filter.changedOnly;
  const foreign = changedByOthers(draft, base.items, rows);
  return (
    <div className={css.page}>
      <div className={css.toolbar}>
        <FilterBar searchLabel="Search settings" q={filter.q} onSearch={(q) => setFilter({ ...filter, q })}>
          <Checkbox
            label="Changed only"
            checked={filter.changedOnly}
            onChange={(event) => setFilter({ ...filter, changedOnly: event.currentTarget.checked })}
          />
        </FilterBar>
      </div>
      {settings.error && <StaleCallout loadedAt={settings.dataUpdatedAt} error={settings.error} onRetry={() => settings.refetch()} />}
      <SettingsNotices
        problems={errors.problems}
        restoredAt={changes.length > 0 ? form.restoredAt : undefined}
        onDiscard={discard}
        foreign={foreign}
        onReview={() => setReviewing(true)}
      />
      <SectionLinks titles={[...sections.map(({ title }) => title), ...(inert.length > 0 ? [foldedTitle] : [])]} />
      {sections.map((section) => (
        <SettingsSection key={section.title} section={section} view={view} />
      ))}
      {inert.length > 0 && (
        <InertSection
          rows={inert}
          total={inertTotal}
          isOpen={isInertOpen || isFiltered}
          onToggle={() => setInertOpen(!isInertOpen)}
          view={view}
        />
      )}
      {shown.length === 0 && (
        <div className={css.empty}>
          <EmptyState
            actions={
              <Button variant="default" onClick={() => setFilter({ q: '', changedOnly: false })}>
                Clear filters
              </Button>
            }
          >
            {filter.q === '' ? 'Every setting has its default.' : 'No settings match these filters.'}
          </EmptyState>
        </div>
      )}
      {isDirty && (
        <BottomBar
          summary={changesSummary(Math.max(1, changes.length), { noun: 'setting', hidden })}
          onDiscard={() => (changes.length > 1 ? setDiscarding(true) : discard())}
          {...(changes.length > 0 && { onReview: () => setReviewing(true) })}
          onSave={() => void saving.save()}
          isSaving={saving.isSaving}
          {...(!isOnline && { refusal: 'You are offline. Save once you are back.' })}
        />
      )}
      <LeaveGuard isDirty={isDirty} />
      <ReviewFlyout
        opened={isReviewing && changes.length > 0}
        onClose={() => setReviewing(false)}
        changes={changes}
        effects={check.isSettled ? effectsOf(changes, check.judged) : undefined}
        isSaving={saving.isSaving}
        onSave={() => void saving.save()}
      />
      <SaveConfirm
        opened={saving.asking !== undefined}
        onClose={saving.cancel}
        changes={changes}
        judged={saving.asking ?? { blocked: [] }}
        isSaving={saving.isSaving}
        onConfirm={() => void saving.confirm()}
      />
      <ConfirmModal
        opened={isDiscarding}
        onClose={() => setDiscarding(false)}
        title={`Discard ${changes.length} changes?`}
        cancelLabel="Keep editing"
        confirmLabel="Discard changes"
        isDangerous
        onConfirm={discard}
      >
        <p>Each of these settings goes back to what is saved.</p>
      </ConfirmModal>
    </div>
  );
}

/** What was loaded when the first change was made, to tell what others changed since. */
function useBase(loaded: LoadedSettings, isDirty: boolean): LoadedSettings {
  const [base, setBase] = useState(loaded);
  if (!isDirty && base !== loaded) setBase(loaded);
  return isDirty ? base : loaded;
}
