/** Whose value it is: saved in the connector, made by the pre-process function, or given with the call. */
export type Origin = 'connector' | 'pre_process' | 'call';

/** What is known about a value beside its text. Values without a mark are the connector's. */
export type Mark = {
  origin: Origin;
  /** The value before it was escaped. */
  raw: string | null;
  /** Listed in `no_escape_params`: the caller has escaped it. */
  kept: boolean;
};

/** Texts by name. Null is a value that a script left out: as good as absent in a template. */
export type Values = ReadonlyMap<string, string | null>;
export type Marks = ReadonlyMap<string, Mark>;

/** The parameters of one call, and whose they are. */
export type ParameterSet = { values: Values; marks: Marks };

/** Parameters as they were saved: never escaped. */
export const savedParameters = (parameters: Readonly<Record<string, string>> | Values): ParameterSet => ({
  values: parameters instanceof Map ? parameters : new Map(Object.entries(parameters)),
  marks: new Map(),
});

/** Later sets win, value and mark together. */
export function mergeParameters(...sets: readonly ParameterSet[]): ParameterSet {
  const values = new Map<string, string | null>();
  const marks = new Map<string, Mark>();
  for (const set of sets) {
    for (const [name, value] of set.values) {
      values.set(name, value);
      const mark = set.marks.get(name);
      if (mark) marks.set(name, mark);
      else marks.delete(name);
    }
  }
  return { values, marks };
}
