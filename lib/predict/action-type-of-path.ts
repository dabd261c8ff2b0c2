import { parseActionType } from '#lib/connectors/action-type.ts';
import type { ActionType } from '#lib/connectors/connector.ts';

/**
 * What a predict path asks for (predict.md §2.1): `/_plugins/_ml/models/{id}/_batch_predict` and `/_plugins/_ml/_predict/{algorithm}/{id}`
 * name it at different places.
 * @throws StudioError 400
 */
export function actionTypeOfPath(path: string): ActionType {
  const segments = path.split('/');
  const last = segments.at(-1) === 'stream' ? segments.at(-2) : segments.at(-1);
  const name = (last ?? '').replace(/^_/, '');
  if (isPredict(name)) return parseActionType(name);
  const third = segments[3] ?? name;
  return parseActionType(third.includes('_') ? (third.split('_')[1] ?? '') : third);
}

const isPredict = (name: string) => /^(predict|execute|batch_predict|cancel_batch_predict|batch_predict_status)$/i.test(name);
