import { statusError } from '#lib/errors.ts';
import type { SettingReads } from './ports.ts';

/** @throws StudioError 400; the text misspells the key as ML Commons does (it is `remote_inference.enabled`) */
export async function assertRemoteInferenceOn(settings: SettingReads): Promise<void> {
  if (await settings.flag('remote_inference.enabled')) return;
  const setting = 'plugins.ml_commons.remote_inference_enabled';
  throw statusError(400, `Remote Inference is currently disabled. To enable it, update the setting "${setting}" to true.`);
}
