/** A failure that names its model, unless the model is hidden. */
export const aboutModel = (message: string, { id, is_hidden }: { id: string; is_hidden: boolean }): string =>
  is_hidden ? message : `${message} Model ID: ${id}`;
