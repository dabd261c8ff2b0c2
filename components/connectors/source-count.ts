/** Blueprints that are named to start from; the search finds the others. */
export const sourceCount = 8;
