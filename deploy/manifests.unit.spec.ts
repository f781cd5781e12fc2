import { protocolPaths, yamlsOf } from './documents';

interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly resources: { readonly requests: Record<string, string>; readonly limits: Record<string, string> };
  readonly startupProbe?: object;
  readonly readinessProbe?: object;
  readonly livenessProbe?: object;
}
interface PodSpec {
  readonly automountServiceAccountToken?: boolean;
  readonly serviceAccountName?: string;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
  readonly [key: string]: unknown;
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Record<string, string> };
  readonly automountServiceAccountToken?: boolean;
  readonly spec: {
    readonly template: { readonly metadata: { readonly labels: Record<string, string> }; readonly spec: PodSpec };
    readonly selector: { readonly matchLabels: Record<string, string> };
    readonly podSelector: { readonly matchLabels: Record<string, string> };
    readonly policyTypes: readonly string[];
    readonly ingress: readonly { readonly from?: readonly object[] }[];
    readonly scaleTargetRef: { readonly name: string };
    readonly metrics: readonly unknown[];
    readonly rules: readonly { readonly http: { readonly paths: readonly IngressPath[] } }[];
  };
}
interface IngressPath {
  readonly path: string;
  readonly backend: { readonly service: { readonly name: string } };
}

const SERVICES = ['ingest', 'projector', 'query', 'status-monitor'];
const component = ({ metadata }: Manifest): string => metadata.labels['app.kubernetes.io/component'] ?? '';
/** Whether a selector takes the pods of a workload. */
const selects = (labels: Record<string, string>, workload: Manifest): boolean =>
  Object.entries(labels).every(([name, value]) => workload.spec.template.metadata.labels[name] === value);

describe.each(['production', 'trial'])('k8s/rendered/%s.yaml', (name) => {
  const all = yamlsOf<Manifest>(`k8s/rendered/${name}.yaml`);
  const of = (...kinds: string[]): Manifest[] => all.filter(({ kind }) => kinds.includes(kind));
  const workloads = of('Deployment', 'StatefulSet', 'Job');
  const ours = workloads.filter((workload) => [...SERVICES, 'migrations'].includes(component(workload)));

  it('has the services and a job of migrations', () => {
    expect(ours.map(component).sort()).toEqual([...SERVICES, 'migrations'].sort());
    expect(workloads.length - ours.length).toBe(name === 'trial' ? 5 : 0);
  });

  it('runs every pod as the restricted standard wants it, without a token', () => {
    for (const { metadata, spec } of workloads) {
      const pod = spec.template.spec;
      expect([metadata.name, pod.automountServiceAccountToken]).toEqual([metadata.name, false]);
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(pod.securityContext['runAsUser']).toBeGreaterThan(0);
      for (const forbidden of ['hostNetwork', 'hostPID', 'hostIPC']) expect(pod[forbidden]).toBeUndefined();
      expect(JSON.stringify(pod)).not.toContain('hostPath');
      for (const container of pod.containers)
        expect(container.securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          runAsNonRoot: true,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        });
    }
    for (const account of of('ServiceAccount')) expect(account.automountServiceAccountToken).toBe(false);
    expect(of('Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding')).toEqual([]);
  });

  it('gives our containers a read-only file system', () => {
    for (const { spec } of ours)
      for (const { securityContext } of spec.template.spec.containers) expect(securityContext['readOnlyRootFilesystem']).toBe(true);
  });

  it('limits memory, asks for CPU, and asks every server how it is', () => {
    for (const { kind, spec } of workloads)
      for (const container of spec.template.spec.containers) {
        expect(container.resources.limits).toHaveProperty('memory');
        expect(container.resources.requests).toMatchObject({ cpu: expect.any(String), memory: expect.any(String) });
        if (kind === 'Job') continue;
        for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const)
          expect([container.name, container[probe]]).toEqual([container.name, expect.any(Object)]);
      }
  });

  it('holds no secret: each comes from the Secret, and addresses are put together from it', () => {
    for (const { spec } of workloads)
      for (const { env = [] } of spec.template.spec.containers)
        for (const { name: variable, value } of env)
          if (/PASSWORD|SECRET|KEY$|_URL$/.test(variable) && value !== undefined)
            expect([variable, value]).toEqual([variable, expect.stringContaining('$(')]);
    expect(of('Secret')).toEqual([]);
  });

  it('has a budget of disruptions for each service and a network policy for each workload', () => {
    const budgets = of('PodDisruptionBudget');
    for (const service of ours.filter(({ kind }) => kind === 'Deployment'))
      expect([component(service), budgets.filter(({ spec }) => selects(spec.selector.matchLabels, service)).length]).toEqual([
        component(service),
        1,
      ]);
    for (const workload of workloads) {
      const policies = of('NetworkPolicy').filter(({ spec }) => selects(spec.podSelector.matchLabels, workload));
      expect([component(workload), policies.length]).toEqual([component(workload), 1]);
      expect(policies[0]?.spec.policyTypes).toEqual(['Ingress', 'Egress']);
      // A rule without `from` would let everybody in.
      for (const rule of policies[0]?.spec.ingress ?? []) expect(rule.from?.length ?? 0).toBeGreaterThan(0);
    }
  });
});

describe('production', () => {
  const all = yamlsOf<Manifest>('k8s/rendered/production.yaml');

  it('routes by the rules of the cluster', () => {
    const paths = all.find(({ kind }) => kind === 'Ingress')?.spec.rules[0]?.http.paths ?? [];
    const to = (service: string): string[] => paths.filter(({ backend }) => backend.service.name === service).map(({ path }) => path);
    expect(to('runstead-ingest').sort()).toEqual(protocolPaths().map((path) => `/${path}`));
    expect(to('runstead-query')).toEqual(['/']);
  });

  it('scales ingest by CPU and the projector by the lag', () => {
    const scaled = Object.fromEntries(
      all.filter(({ kind }) => kind === 'HorizontalPodAutoscaler').map(({ spec }) => [spec.scaleTargetRef.name, spec.metrics[0]]),
    );
    expect(scaled).toMatchObject({
      'runstead-ingest': { resource: { name: 'cpu' } },
      'runstead-projector': { pods: { metric: { name: 'runstead_projection_lag_records' } } },
    });
  });
});
