'use client';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { labelOf, placeOf } from '#components/connectors/draft-places.ts';
import type { Editor } from '#components/connectors/editor-context.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { Problem } from '#lib/client/connectors.ts';
import css from './blueprint-editor.module.css';
import { blueprintLabel, goToBlueprintField } from './blueprint-field.ts';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };

export const errorsOf = (problems: readonly Problem[]) => problems.filter(({ severity }) => severity === 'error');

/** What stands against publishing, and what should be looked at; each leads to its line. */
export function CheckList({ state, onGo }: { state: BlueprintEditorState; onGo: () => void }) {
  const { problems } = state;
  const errors = errorsOf(problems).length;
  return (
    <Panel title={`Checks (${problems.length})`} id="checks" description="Before it can be published.">
      <p className={css.note} role="status">
        {errors === 0 ? (
          <>
            <IconCircleCheck size={16} aria-hidden className={css.good} /> Nothing stands against publishing.
          </>
        ) : (
          `${errors === 1 ? 'One thing stands' : `${errors} things stand`} against publishing.`
        )}
      </p>
      <Problems state={state} problems={problems} onGo={onGo} />
    </Panel>
  );
}

type ProblemsProps = { state: BlueprintEditorState; problems: readonly Problem[]; onGo?: () => void };

/** Problems as a list of links. */
export function Problems({ state: { editor, repair }, problems, onGo }: ProblemsProps) {
  if (problems.length === 0) return null;
  return (
    <ul className={css.problems}>
      {problems.map((problem) => {
        const { path, severity, message, fix } = problem;
        const Icon = icons[severity];
        const go = () => {
          onGo?.();
          requestAnimationFrame(() => goToBlueprintField(path, editor.settled));
        };
        return (
          <li key={`${path} ${message}`} className={css.problem} data-severity={severity}>
            <Icon size={16} aria-label={severity} className={css.problemIcon} />
            <span className={css.problemWords}>
              {path && (
                <button type="button" className={css.place} onClick={go}>
                  {wordsOf(path, editor.settled)}
                </button>
              )}{' '}
              {message}{' '}
              {fix && (
                <Button size="compact-sm" variant="subtle" onClick={() => repair(problem)}>
                  {fix.label}
                </Button>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function wordsOf(path: string, settled: Editor['settled']): string {
  const [, inner] = /^connector\.(.+)$/.exec(path) ?? [];
  return inner === undefined ? blueprintLabel(path) : labelOf(placeOf(inner, settled), settled);
}
