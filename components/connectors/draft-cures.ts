import type { RemedyAction } from '#lib/predict/remedy.ts';
import type { Editor } from './editor-context.tsx';
import { goToPlace } from './go-to-place.ts';
import { addParameter } from './template-rules.ts';

type Cures = Partial<Record<RemedyAction, (names: readonly string[]) => void>>;

const skipping = 'skip_validating_missing_parameters';

/**
 * What the form does against a failure of its draft.
 * @param action place of the action that was called
 */
export function draftCures({ form, setActiveAction }: Pick<Editor, 'form' | 'setActiveAction'>, action: number): Cures {
  const go = (place: string) => () => requestAnimationFrame(() => goToPlace(place));
  const goInAction = (member: string) => () => {
    setActiveAction(action);
    go(`actions.${action}.${member}`)();
  };
  return {
    go_to_placeholder: goInAction('request_body'),
    quote_placeholder: goInAction('request_body'),
    add_request_body: goInAction('request_body'),
    check_url: goInAction('url'),
    move_to_credential: goInAction('headers'),
    choose_function: goInAction('pre_process_function'),
    edit_script: goInAction('pre_process_function'),
    add_action: go('actions'),
    check_credential: go('credential'),
    go_to_field: ([name = '']) => go(['region', 'service_name'].includes(name) ? placeOfParameter(form, name) : 'credential')(),
    set_retries: go('client_config.max_retry_times'),
    change_limit: go('client_config.connection_timeout'),
    remove_access_fields: go('access_mode'),
    keep_placeholders: () => {
      const rows = form.getValues('parameters').filter(({ name }) => name !== skipping);
      form.setValue('parameters', [...rows, { name: skipping, value: 'true' }], { shouldDirty: true });
    },
  };
}

/** Gives a parameter that a call lacked a row of its own, and goes there. */
export function fillInDraft({ form }: Pick<Editor, 'form'>, name: string): void {
  addParameter(form, name);
  requestAnimationFrame(() => goToPlace(placeOfParameter(form, name)));
}

const placeOfParameter = (form: Editor['form'], name: string) =>
  `parameters.${form.getValues('parameters').findIndex((row) => row.name === name)}.value`;
