import { type Durations, durations } from './durations.ts';

export const countedActions = ['register', 'deploy', 'undeploy', 'predict', 'batch_predict'] as const;
export type CountedAction = (typeof countedActions)[number];

export type ActionCount = { requests: number; failures: number };
export type ActionCounts = ReadonlyMap<CountedAction, ActionCount>;

/** One prediction from its beginning to its end. */
export type CountedRun = {
  /** The model has answered; what follows is ours. Without this call it has answered at the end. */
  inferred(): void;
  /** Only the first call counts. `left`: its client gave it up, which says nothing about the model. */
  end(how: 'answered' | 'failed' | 'refused' | 'left'): void;
};

/** What this process has counted since it started, for `_stats` and `_profile`. */
export type RunCounts = {
  /** Something that was done at once. */
  count(action: CountedAction, model_id?: string): void;
  start(action: CountedAction, model_id: string): CountedRun;
  /** The durations of a model that is taken off the node are forgotten; what was counted stays. */
  forgetDurations(model_id: string): void;
  node(): { executing: number; requests: number; failures: number; refused: number };
  actions(): ActionCounts;
  models(): ReadonlyMap<string, ActionCounts>;
  /** Durations in milliseconds of the latest predictions, as many as the setting keeps. */
  durationsOf(model_id: string): { inference: Durations; request: Durations };
};

type Model = { actions: Map<CountedAction, ActionCount>; inference: Durations; request: Durations };

/** Models that are gone stay counted; beyond this many the one that was heard of first is forgotten. */
const mostModels = 10_000;

/**
 * @param elapsed milliseconds of a clock that never goes back
 * @param kept how many durations of a model are kept (`monitoring_request_count`)
 */
export function makeRunCounts(elapsed: () => number, kept: () => number): RunCounts {
  const node = { executing: 0, requests: 0, failures: 0, refused: 0 };
  const actions = new Map<CountedAction, ActionCount>();
  const models = new Map<string, Model>();

  const modelOf = (id: string): Model => {
    const known = models.get(id);
    if (known) return known;
    const [first] = models.size >= mostModels ? models.keys() : [];
    if (first !== undefined) models.delete(first);
    const model = { actions: new Map(), inference: durations(), request: durations() };
    models.set(id, model);
    return model;
  };
  const count = (action: CountedAction, model: Model | undefined): ActionCount[] => {
    node.requests += 1;
    const counts = model ? [countOf(actions, action), countOf(model.actions, action)] : [countOf(actions, action)];
    for (const each of counts) each.requests += 1;
    return counts;
  };
  return {
    count: (action, model_id) => void count(action, model_id === undefined ? undefined : modelOf(model_id)),
    start(action, model_id) {
      const model = modelOf(model_id);
      const counts = count(action, model);
      const started = elapsed();
      let inference: number | undefined;
      let hasEnded = false;
      node.executing += 1;
      return {
        inferred() {
          inference = elapsed() - started;
        },
        end(how) {
          if (hasEnded) return;
          hasEnded = true;
          node.executing -= 1;
          if (how === 'left') return;
          const [request, most] = [elapsed() - started, kept()];
          model.request.add(request, most);
          if (inference !== undefined || how === 'answered') model.inference.add(inference ?? request, most);
          if (how === 'answered') return;
          node.failures += 1;
          if (how === 'refused') node.refused += 1;
          for (const each of counts) each.failures += 1;
        },
      };
    },
    forgetDurations(model_id) {
      const model = models.get(model_id);
      model?.inference.clear();
      model?.request.clear();
    },
    node: () => ({ ...node }),
    actions: () => actions,
    models: () => new Map([...models].map(([id, model]) => [id, model.actions])),
    durationsOf: (model_id) => models.get(model_id) ?? { inference: durations(), request: durations() },
  };
}

function countOf(counts: Map<CountedAction, ActionCount>, action: CountedAction): ActionCount {
  const known = counts.get(action);
  if (known) return known;
  const fresh = { requests: 0, failures: 0 };
  counts.set(action, fresh);
  return fresh;
}
