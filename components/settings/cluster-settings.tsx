'use client';
import { Button, Checkbox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
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
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import css from './cluster-settings.module.css';
import { verdictsByPattern } from './pattern-verdict.tsx';
import { settingsQuery, trustCheckQuery } from './queries.ts';
import { ReviewFlyout } from './review-flyout.tsx';
import { SaveConfirm } from './save-confirm.tsx';
import { effectsOf } from './setting-effects.ts';
import { changedByOthers, changesOf, noDraft } from './settings-draft.ts';
import { SettingsNotices } from './settings-notices.tsx';
import { trustInput } from './settings-problems.ts';
import { InertSection, SettingsSection, type SettingsView } from './settings-sections.tsx';
import { markedWords, matches, readFilter, type SettingsFilter, sectionsOf, writeFilter } from './settings-view.ts';
import { useSave } from './use-save-settings.ts';
import { useSettingsForm } from './use-settings-form.ts';

const patience = 300; // milliseconds after the last key until the server is asked

type ClusterSettingsProps = {
  initial: LoadedSettings;
  /** The verdicts on what is saved. */
  initialCheck: CheckedTrust;
  /** A pattern that the address asks for. */
  pattern: string | undefined;
};

/** Every setting of the cluster, with search, unsaved changes and what they would bring about. */
export function ClusterSettings({ initial, initialCheck, pattern }: ClusterSettingsProps) {
  const mayChange = useCan()('settings.update');
  const settings = useQuery(settingsQuery(initial));
  const loaded = settings.data ?? initial;
  const rows = loaded.items;
  const form = useSettingsForm(rows, mayChange ? pattern : undefined);
  const { draft, changes } = form;
  const check = useTrustCheck(rows, changes, { initial, initialCheck });
  const { filter, setFilter } = useFilter();
  const errors = useShownErrors();
  const base = useBase(loaded, changes.length > 0);
  const [isReviewing, setReviewing] = useState(false);
  const [isDiscarding, setDiscarding] = useState(false);
  const [isInertOpen, setInertOpen] = useState(false);

  const discard = () => {
    form.discard();
    form.forget();
    errors.clear();
    setDiscarding(false);
    setReviewing(false);
    leavePattern();
  };
  const goTo = useFocusOf(() => {
    setFilter({ q: '', changedOnly: false });
    setInertOpen(true);
  });
  const refused = (problems: readonly FormProblem[]) => {
    setReviewing(false);
    errors.show(problems.map((problem) => ({ ...problem, reveal: () => problem.field && goTo(problem.field) })));
    const [field] = problems.flatMap((problem) => problem.field ?? []);
    if (field) goTo(field);
  };
  const saving = useSave({ loaded, changes, onSaved: discard, onRefused: refused });
  useShortcut('mod+s', 'Save changes', (event) => {
    event.preventDefault();
    if (changes.length > 0 && !saving.isSaving) void saving.save();
  });

  const shown = rows.filter((row) => matches(row, filter, draft));
  const { sections, inert } = sectionsOf(shown);
  const inertTotal = rows.filter((row) => row.inert).length;
  const view: SettingsView = {
    draft,
    words: markedWords(filter.q),
    verdicts: check.verdicts,
    verdictError: check.error,
    isChecked: errors.isChecked,
    touched: errors.touched,
    onChange: mayChange ? form.change : undefined,
    onUndo: form.undo,
    onBlur: errors.touch,
    asked: pattern,
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
      {changes.length > 0 && (
        <BottomBar
          summary={changesSummary(changes.length, { noun: 'setting', hidden })}
          onDiscard={() => (changes.length > 1 ? setDiscarding(true) : discard())}
          onReview={() => setReviewing(true)}
          onSave={() => void saving.save()}
          isSaving={saving.isSaving}
        />
      )}
      <LeaveGuard isDirty={changes.length > 0} />
      <ReviewFlyout
        opened={isReviewing && changes.length > 0}
        onClose={() => setReviewing(false)}
        changes={changes}
        effects={check.isSettled ? effectsOf(changes, check.blocked) : undefined}
        isSaving={saving.isSaving}
        onSave={() => void saving.save()}
      />
      <SaveConfirm
        opened={saving.asking !== undefined}
        onClose={saving.cancel}
        changes={changes}
        blocked={saving.asking ?? []}
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

/** Leads to a field, which may have to be revealed first: then it is there some renders later. */
function useFocusOf(reveal: () => void): (field: string) => void {
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    const found = wanted === undefined ? null : document.getElementById(wanted);
    if (!found) return;
    found.focus();
    setWanted(undefined);
  });
  return (field) => {
    setWanted(field);
    if (!document.getElementById(field)) reveal();
  };
}

/** Filters stand in the address, and act before the address has followed. */
function useFilter() {
  const search = useSearchParams();
  const [seen, setSeen] = useState(search);
  const [filter, set] = useState(() => readFilter(search));
  if (search !== seen) {
    setSeen(search);
    set(readFilter(search));
  }
  const setFilter = useCallback((next: SettingsFilter) => {
    set(next);
    replaceSearch(writeFilter(window.location.search, next));
  }, []);
  return { filter, setFilter };
}

function replaceSearch(text: string) {
  // Next keeps its own address in step with this, without asking the server for the page again.
  window.history.replaceState(null, '', text ? `?${text}` : window.location.pathname);
}

/** The pattern of the address is saved or dropped: a reload must not bring it back. */
function leavePattern() {
  const search = new URLSearchParams(window.location.search);
  if (!search.has('pattern')) return;
  search.delete('pattern');
  replaceSearch(search.toString());
}

/** What was loaded when the first change was made, to tell what others changed since. */
function useBase(loaded: LoadedSettings, isDirty: boolean): LoadedSettings {
  const [base, setBase] = useState(loaded);
  if (!isDirty && base !== loaded) setBase(loaded);
  return isDirty ? base : loaded;
}

/** Problems show where somebody left a field, and everywhere once somebody tried to save. */
function useShownErrors() {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [problems, setProblems] = useState<readonly FormProblem[]>();
  return {
    touched,
    problems: problems ?? [],
    isChecked: problems !== undefined,
    touch: useCallback(({ key }: SettingRow) => setTouched((before) => (before.has(key) ? before : new Set([...before, key]))), []),
    show: setProblems,
    clear: () => {
      setTouched(new Set());
      setProblems(undefined);
    },
  };
}

type Known = { initial: LoadedSettings; initialCheck: CheckedTrust };

/** The server's verdict on the lists as they stand on the screen. */
function useTrustCheck(rows: readonly SettingRow[], changes: ReturnType<typeof changesOf>, { initial, initialCheck }: Known) {
  const wanted = JSON.stringify(trustInput(rows, changes));
  const [settled] = useDebouncedValue(wanted, patience);
  const isInitial = settled === JSON.stringify(trustInput(initial.items, changesOf(noDraft, initial.items)));
  const check = useQuery(trustCheckQuery(JSON.parse(settled), isInitial ? initialCheck : undefined));
  const { data } = check;
  const verdicts = useMemo(
    () => ({
      trusted: verdictsByPattern(initialCheck.patterns, data?.patterns),
      private: verdictsByPattern(initialCheck.private_patterns, data?.private_patterns),
    }),
    [initialCheck, data],
  );
  return { verdicts, error: check.error, blocked: data?.blocked, isSettled: settled === wanted && !check.isPlaceholderData };
}
