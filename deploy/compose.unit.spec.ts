import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { protocolPaths, root, textOf, yamlOf } from './documents';

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string>>;
}

const compose = yamlOf<{ services: Record<string, Service>; networks: Record<string, { internal?: boolean }>; volumes: object }>(
  'docker-compose.yml',
);
const services = Object.entries(compose.services);
const ours = services.filter(([, { command }]) => command?.[0]?.startsWith('apps/'));
const STORES = ['clickhouse', 'kafka', 'postgres', 'redis', 'seaweedfs'];

describe('docker-compose.yml', () => {
  it('has two of each that must not be alone, all stores and one router', () => {
    const kinds = ours.map(([name]) => name.replace(/-\d$/, '')).sort();
    expect(kinds).toEqual(['ingest', 'ingest', 'projector', 'projector', 'query', 'status-monitor', 'status-monitor']);
    const others = services.map(([name]) => name).filter((name) => !ours.some(([our]) => our === name));
    expect(others.sort()).toEqual([...STORES, 'router'].sort());
  });

  it('starts programs that the build makes', () => {
    for (const [, { command }] of ours)
      expect(existsSync(join(root, command?.[0]?.replace('/dist/main.js', '/src/main.ts') ?? ''))).toBe(true);
  });

  it('runs our services without any right and on a read-only file system', () => {
    for (const [name, service] of [...ours, ...services.filter(([other]) => other === 'router')]) {
      expect([name, service.user]).toEqual([name, expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
      expect(service.volumes ?? []).toEqual(name === 'router' ? ['./deploy/router/nginx.conf:/etc/nginx/nginx.conf:ro'] : []);
    }
  });

  it('opens one port, on loopback unless told otherwise; nobody but the router leaves the inner network', () => {
    expect(services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['router']);
    expect(compose.services['router']?.ports).toEqual(['${RUNSTEAD_BIND:-127.0.0.1}:${RUNSTEAD_PORT:-8080}:8080']);
    expect(compose.networks['inside']).toEqual({ internal: true });
    for (const [name, { networks }] of services) expect(networks).toEqual(name === 'router' ? ['inside', 'outside'] : ['inside']);
  });

  it('waits until what a service needs is healthy', () => {
    for (const [name, { healthcheck }] of services) expect([name, healthcheck?.test.length ?? 0]).not.toEqual([name, 0]);
    for (const [name, { depends_on = {} }] of ours) {
      expect(Object.keys(depends_on)).toEqual(expect.arrayContaining(STORES));
      if (name !== 'ingest-1') expect(depends_on).toHaveProperty('ingest-1');
    }
    const conditions = services.flatMap(([, { depends_on = {} }]) => Object.values(depends_on).map(({ condition }) => condition));
    expect(new Set(conditions)).toEqual(new Set(['service_healthy']));
  });

  it('takes every secret from .env, and .env.example names each variable', () => {
    const used = [...textOf('docker-compose.yml').matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name ?? '');
    const example = new Map(
      [...textOf('.env.example').matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [name ?? '', value ?? '']),
    );
    expect([...example.keys()].sort()).toEqual([...new Set(used)].filter((name) => !OPTIONAL.has(name)).sort());
    for (const [name, value] of example) if (/PASSWORD|SECRET|KEY/.test(name)) expect([name, value]).toEqual([name, '']);
  });

  it('routes by the rules of the cluster', () => {
    const found = /location ~ \^\/\(([^)]+)\)/.exec(textOf('deploy/router/nginx.conf'))?.[1]?.split('|').sort();
    expect(found).toEqual(protocolPaths());
  });
});

/** What nobody has to decide. */
const OPTIONAL = new Set(['RUNSTEAD_IMAGE', 'RUNSTEAD_CRASH_AFTER_SECONDS', 'RUNSTEAD_LOG_LEVEL']);

describe('Dockerfile', () => {
  const dockerfile = textOf('Dockerfile');
  const runtime = dockerfile.slice(dockerfile.indexOf(' AS runtime'));

  it('runs as nobody in particular, and keeps build tools and sources out', () => {
    expect(runtime).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(runtime).not.toMatch(/npm|COPY \. /);
    expect(dockerfile).toMatch(/npm ci --omit=dev/);
  });

  it('holds every service', () => {
    for (const name of ['standalone', 'ingest', 'projector', 'query', 'status-monitor'])
      expect(dockerfile).toContain(`--workspace=apps/${name}`);
  });

  it('gets nothing private from this machine', () => {
    const ignored = textOf('.dockerignore').split('\n');
    for (const path of ['.git', '.env', '.env.*', 'data', '**/node_modules']) expect(ignored).toContain(path);
  });
});
