/**
 * Where to go after signing in: the path first asked for, if it is one of ours. Anything that a browser would take for
 * another origin (`//host`, `/\host`, `https:`) or that leads back to signing in or out becomes the landing page.
 */
export function nextPath(asked: string | undefined, origin: string): string {
  if (!asked?.startsWith('/') || !URL.canParse(asked, origin)) return '/home';
  const url = new URL(asked, origin);
  if (url.origin !== origin || /^\/(login|logout)(\/|$)/.test(url.pathname)) return '/home';
  return `${url.pathname}${url.search}${url.hash}`;
}
