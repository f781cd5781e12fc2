/** Types by extension. What is not here is bytes. */
const TYPES: Readonly<Record<string, string>> = {
  bmp: 'image/bmp',
  csv: 'text/csv',
  gif: 'image/gif',
  glb: 'model/gltf-binary',
  gltf: 'model/gltf+json',
  htm: 'text/html',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  jsonl: 'application/jsonl',
  log: 'text/plain',
  md: 'text/markdown',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  ogg: 'audio/ogg',
  ogv: 'video/ogg',
  patch: 'text/plain',
  pdf: 'application/pdf',
  png: 'image/png',
  py: 'text/x-python',
  svg: 'image/svg+xml',
  toml: 'application/toml',
  txt: 'text/plain',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
  xml: 'application/xml',
  yaml: 'application/yaml',
  yml: 'application/yaml',
};

/** Types that a browser shows without running anything in them. */
const SAFE = /^(?:image\/(?:png|jpeg|gif|webp|bmp)|audio\/.+|video\/.+|text\/plain|application\/json)$/;

/** By the file's name: the client sends no `Content-Type`. */
export function contentTypeOf(name: string): string {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase();
  return (extension === undefined ? undefined : TYPES[extension]) ?? 'application/octet-stream';
}

/** Whether a browser may show it in place; anything else is sent as an attachment. */
export function isSafeToShow(contentType: string): boolean {
  return SAFE.test(contentType);
}
