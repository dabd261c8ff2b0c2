/** Whether the navigation is collapsed, in a cookie, so that the first paint is right. */
export const navCookie = 'studio_nav';

export const readNavChoice = (value: string | undefined) => value === 'collapsed';

export function keepNavChoice(isCollapsed: boolean) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${navCookie}=${isCollapsed ? 'collapsed' : 'open'}; Path=/; Max-Age=31536000; SameSite=Lax`;
}
