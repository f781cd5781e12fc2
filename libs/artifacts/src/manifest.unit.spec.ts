import { artifactDigest, mergeManifests, parseManifest, type Manifest } from './manifest';

function manifest(contents: object): Manifest {
  const parsed = parseManifest(JSON.stringify({ version: 1, storagePolicy: 'wandb-storage-policy-v1', contents }));
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.manifest;
}

describe('a manifest', () => {
  it('gives its entries by path, references told from files', () => {
    const { entries } = manifest({
      b: { digest: 'etag', ref: 's3://bucket/b' },
      'a/../c': { digest: 'x', size: 3, birthArtifactID: 'QQ==' },
    });
    expect(entries).toEqual([
      { path: 'a/../c', digest: 'x', size: 3, ref: null, birth: 'QQ==' },
      { path: 'b', digest: 'etag', size: null, ref: 's3://bucket/b', birth: null },
    ]);
  });

  it('names the content as the client does', () => {
    // The digest of the empty artifact is given by the protocol (artifacts 3.2).
    expect(artifactDigest([])).toBe('64e7c61456b10382e2f3b571ac24b659');
    expect(artifactDigest(manifest({ b: { digest: '2' }, a: { digest: '1' } }).entries)).toBe(
      artifactDigest(manifest({ a: { digest: '1' }, b: { digest: '2' } }).entries),
    );
  });

  it('takes later parts over earlier ones', () => {
    const merged = mergeManifests([
      manifest({ a: { digest: '1' }, b: { digest: '2' } }),
      manifest({ b: { digest: '3' }, __proto__x: { digest: '4' } }),
    ]);
    expect(merged?.entries.map(({ path, digest }) => [path, digest])).toEqual([
      ['__proto__x', '4'],
      ['a', '1'],
      ['b', '3'],
    ]);
    expect(mergeManifests([])).toBeNull();
  });

  it.each([
    ['', 'it is not JSON'],
    ['[]', 'it is not a manifest of version 1'],
    ['{"version": 2, "contents": {}}', 'it is not a manifest of version 1'],
    ['{"version": 1}', 'it has no contents'],
    ['{"version": 1, "contents": {"a": 1}}', 'the entry "a" cannot be read'],
    ['{"version": 1, "contents": {"a": {"digest": "x", "size": -1}}}', 'the entry "a" cannot be read'],
  ])('%j is refused: %s', (text, fault) => {
    expect(parseManifest(text)).toEqual({ ok: false, fault });
  });

  it('keeps a path that is a key of objects', () => {
    const parsed = parseManifest('{"version": 1, "contents": {"__proto__": {"digest": "x"}}}');
    expect(parsed.ok && parsed.manifest.entries.map(({ path }) => path)).toEqual(['__proto__']);
  });
});
