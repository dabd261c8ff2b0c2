/**
 * Where Mantine puts menus, tooltips and dialogs instead of at the end of the body: inside `<main>`, so that everything on the screen is
 * within a landmark.
 */
export const OverlayHome = () => <div data-mantine-shared-portal-node="true" />;
