import { textOf } from './documents';

interface Helm {
  readonly RENDERED: readonly string[];
  helmInstalled(): Promise<void>;
  render(name: string): Promise<string>;
  complaints(): Promise<string | null>;
}

describe('the Helm chart', () => {
  let helm: Helm;

  beforeAll(async () => {
    helm = (await import('../scripts/steps/helm.mjs' as string)) as Helm;
    await helm.helmInstalled();
  });

  it('renders what lies in k8s/rendered (else: npm run manifests)', async () => {
    for (const name of helm.RENDERED) expect(await helm.render(name)).toBe(textOf(`k8s/rendered/${name}.yaml`));
  });

  it('is right for helm lint and for the schemas of Kubernetes', async () => {
    expect(await helm.complaints()).toBeNull();
  });
});
