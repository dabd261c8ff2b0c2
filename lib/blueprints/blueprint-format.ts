/** The first words of a blueprint file. Apart from the schema, which brings a library along that pages can do without. */
export const blueprintFormat = 'ml-connector-studio/blueprint@1';
