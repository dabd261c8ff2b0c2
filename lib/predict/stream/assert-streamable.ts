import { StudioError } from '#lib/errors.ts';
import type { FunctionName } from '#lib/models/function-name.ts';
import { actionTypeOfPath } from '../action-type-of-path.ts';
import { assertFeaturesOn } from '../assert-features-on.ts';

const illegalState = (reason: string) => new StudioError('illegal_state_exception', 500, reason);

/** @throws StudioError 500 while the setting plugins.ml_commons.stream_enabled is off */
export function assertStreamingOn(stream_enabled: boolean): void {
  if (stream_enabled) return;
  throw illegalState('Streaming is currently disabled. To enable it, update the setting "plugins.ml_commons.stream_enabled" to true.');
}

/**
 * What must hold before a stream is opened, in ML Commons' order (predict.md §15).
 * @throws StudioError 400, 500
 */
export function assertStreamable(asked: { algorithm: FunctionName; path: string; remote_inference: boolean }): void {
  const { algorithm, path, remote_inference } = asked;
  if (algorithm !== 'REMOTE') throw illegalState('Streaming is only supported for remote models');
  const action_type = actionTypeOfPath(path);
  if (action_type === 'BATCH_PREDICT') throw illegalState('Streaming is not supported for batch predict.');
  assertFeaturesOn({ algorithm, action_type }, { remote_inference, local_model: true, offline_batch: true });
}
