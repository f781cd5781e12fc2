/** How a stored file may be served. */
export interface FileKind {
  readonly contentType: string;
  /** Safe to show in a browser tab of this origin. */
  readonly inline: boolean;
  /** A content security policy of its own. */
  readonly policy?: string;
}

const TEXT = 'text/plain; charset=utf-8';
const SHOWN: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
};
const AS_TEXT = new Set(
  'txt log md csv tsv json jsonl yaml yml toml ini cfg conf patch diff py ipynb js ts tsx jsx c cc cpp h hpp cu rs go java kt rb sh bash sql r jl lua tex rst lock env'.split(
    ' ',
  ),
);

/**
 * By the ending of the name, never by what the uploader said. What a browser could run (HTML, SVG, XML, PDF) is an
 * attachment; an SVG keeps its type, because an `<img>` shows it without running it (UI 17.5).
 */
export function fileKind(name: string): FileKind {
  const ending = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const shown = Object.hasOwn(SHOWN, ending) ? SHOWN[ending] : undefined;
  if (shown !== undefined) return { contentType: shown, inline: true };
  if (AS_TEXT.has(ending)) return { contentType: TEXT, inline: true };
  if (ending === 'svg') return { contentType: 'image/svg+xml', inline: false };
  return { contentType: 'application/octet-stream', inline: false };
}

/** `Content-Disposition` with the last part of the name, without what could end the header or the quotes (RFC 6266). */
export function disposition(name: string, inline: boolean): string {
  const leaf = name.split(/[/\\]/).at(-1)?.trim() || 'file';
  const plain = leaf.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const exact = encodeURIComponent(Buffer.from(leaf).toString()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${exact}`;
}

/**
 * UI 17.4: `sandbox` without `allow-same-origin` gives the page an origin of its own, whether it is framed or opened in a
 * tab, so that its scripts reach neither cookies nor the application; `default-src 'none'` leaves them no network.
 */
const SANDBOX = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** HTML that a run logged, to be shown in a frame. Null for what is no HTML by the ending of its name. */
export function sandboxedPage(name: string): FileKind | null {
  return /\.html?$/i.test(name) ? { contentType: 'text/html; charset=utf-8', inline: true, policy: SANDBOX } : null;
}
