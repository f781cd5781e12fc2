import { nastyText } from './nasty.mjs';

const ROOTS = [
  '/files/',
  '/storage/uploads/',
  '/storage/files/',
  '/api/v1/runs/local/fuzz/',
  '/assets/',
  '/',
  '/local/',
  '/sdk/',
  '/artifactsV2/',
];

/** Paths as no honest client sends them: traversal, encodings, lengths. */
export function nameCase(random) {
  const { pick, uniform } = random;
  if (uniform() < 0.5) return streamOfName(random);
  const parts = Array.from({ length: 1 + Math.floor(uniform() * 5) }, () => segment(random));
  const query = uniform() < 0.3 ? `?${segment(random)}=${segment(random)}` : '';
  return {
    method: pick(['GET', 'GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']),
    path: pick(ROOTS) + parts.join('/') + query,
    body: pick([null, 'x']),
  };
}

/** Also for names that no run can have, a valid key must never be answered with the end of the run. */
function streamOfName(random) {
  const path = `/files/local/${segment(random)}/${segment(random)}/file_stream`;
  const body = JSON.stringify({ files: { 'output.log': { offset: 0, content: ['x'] } } });
  // 431: longer than a request line can be; the client does not take it as fatal.
  return { method: 'POST', path, body, allowed: [200, 503, 431], fatal: true };
}

function segment(random) {
  const text = nastyText(random);
  const dice = random.uniform();
  if (dice < 0.6) return encodeURIComponent(text.toWellFormed()) || '%20';
  if (dice < 0.8) return encodeURIComponent(encodeURIComponent(text.toWellFormed())) || 'x';
  // As it is, as far as a request line can hold it.
  return text.replace(/[^\x21-\x7e]/g, '_').replaceAll(/[#?]/g, '_') || 'x';
}
