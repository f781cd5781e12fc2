/** The security headers of the application's pages and files (UI 17.6). */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** What a person reads who opens the server before the application was built. The API works all the same. */
export const NOT_BUILT = [
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Runstead</title>',
  '<p>The web application has not been built yet: run <code>npm start</code> once, or <code>npm run build -w @runstead/ui</code>.</p></html>',
].join('\n');
