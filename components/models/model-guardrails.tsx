import { TextLink } from '#components/ui/text-link.tsx';
import type { Guardrails, LocalRegexRule, ModelRule } from '#lib/models/model.ts';
import { guardrailsKind } from './guardrails-draft.ts';
import css from './model-details.module.css';
import { Fact, ModelSection, type PartEditor } from './model-section.tsx';

type ModelGuardrailsProps = { guardrails: Guardrails | undefined; editor: PartEditor | undefined };

/** What is refused on the way in and on the way out, in sentences. */
export function ModelGuardrails({ guardrails, editor }: ModelGuardrailsProps) {
  const kind = guardrailsKind(guardrails);
  return (
    <ModelSection title="Guardrails" editor={editor}>
      {kind === 'none' && <p className={css.quiet}>None: every text passes.</p>}
      {kind !== 'none' && guardrails && (
        <dl className={css.facts}>
          <Fact name="Kind">{kind === 'model' ? 'A model decides' : 'Patterns'}</Fact>
          <Fact name="Requests">
            {guardrails.type === 'model' ? <Judge rule={guardrails.input_guardrail} /> : <Patterns rule={guardrails.input_guardrail} />}
          </Fact>
          <Fact name="Answers">
            {guardrails.type === 'model' ? <Judge rule={guardrails.output_guardrail} /> : <Patterns rule={guardrails.output_guardrail} />}
          </Fact>
        </dl>
      )}
    </ModelSection>
  );
}

function Patterns({ rule: { regex = [], stop_words = [] } = {} }: { rule: LocalRegexRule | undefined }) {
  if (regex.length === 0 && stop_words.length === 0) return 'Every text passes.';
  return (
    <>
      {regex.length > 0 && (
        <>
          Refused when all of the text matches
          <ul className={css.patterns}>
            {regex.map((pattern) => (
              <li key={pattern}>
                <code translate="no">{pattern}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      {stop_words.map(({ index_name, source_fields }) => (
        <p key={index_name} className={css.words}>
          Stop words of the index <code translate="no">{index_name}</code>, fields <code translate="no">{source_fields.join(', ')}</code>.
          The studio has no index, so it refuses every text.
        </p>
      ))}
    </>
  );
}

function Judge({ rule }: { rule: ModelRule | undefined }) {
  if (!rule) return 'Every text passes.';
  const { model_id, response_filter, response_validation_regex } = rule;
  return (
    <>
      Passes when{' '}
      {model_id ? <TextLink href={`/models?open=${encodeURIComponent(model_id)}`}>{model_id}</TextLink> : 'a model that is not named'}{' '}
      answers <code translate="no">{response_validation_regex ?? 'a pattern that is missing'}</code>
      {response_filter && (
        <>
          , looked for at <code translate="no">{response_filter}</code>
        </>
      )}
    </>
  );
}
