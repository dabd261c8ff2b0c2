/** Id of the control that edits a place, so that a problem can lead to it. */
export const fieldId = (place: string) => `field-${place.replaceAll('.', '-')}`;
