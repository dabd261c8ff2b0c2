import { StudioError } from '#lib/errors.ts';
import {
  assertControllersOn,
  controllerIndex,
  createController,
  deleteController,
  getController,
  updateController,
} from '#lib/models/controllers.ts';
import type { ModelPorts } from '#lib/models/ports.ts';
import { readController } from '#lib/models/read-controller.ts';
import { guardedBody } from './guarded-body.ts';
import { jsonBody } from './json-body.ts';
import { type Route, route } from './route.ts';
import { removedBody, writtenBody } from './written.ts';

const path = '/_plugins/_ml/controllers/:model_id';

/** ML Commons' routes of the limits for single users (rest-api.md §8). */
export function controllerRoutes(ports: ModelPorts): Route[] {
  const body = (verb: 'Create' | 'Update') => {
    const missing = () => new StudioError('parse_exception', 400, `${verb} model controller request has empty body`);
    return guardedBody('model.update', jsonBody(readController, { missing }), () => assertControllersOn(ports.settings));
  };
  return [
    route('POST', path, {
      summary: 'Set the limits of single users for a model',
      body: body('Create'),
      run: ({ caller, params, body: controller }) => createController(caller, { ...params, controller }, ports),
    }),
    route('PUT', path, {
      summary: 'Change the limits of single users for a model',
      body: body('Update'),
      run: async ({ caller, params, body: controller }) =>
        writtenBody(controllerIndex, await updateController(caller, { ...params, controller }, ports), 'updated'),
    }),
    route('GET', path, {
      summary: 'Read the limits of single users for a model',
      query: { return_content: 'boolean' },
      run: ({ caller, params }) => getController(caller, params, ports),
    }),
    route('DELETE', path, {
      summary: 'Remove the limits of single users for a model',
      run: async ({ caller, params }) => removedBody(controllerIndex, await deleteController(caller, params, ports)),
    }),
  ];
}
