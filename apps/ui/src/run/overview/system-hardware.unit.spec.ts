import { systemHardware } from './system-hardware';

describe('the hardware line of a run', () => {
  it('reads a machine with accelerators; numbers may be strings', () => {
    expect(
      systemHardware({
        cpu_count: 32,
        cpu_count_logical: 64,
        memory: { total: '269509124096' },
        disk: { '/': { total: '1099511627776', used: '1' } },
        gpu: 'NVIDIA A100-SXM4-80GB',
        gpu_count: 4,
        gpu_nvidia: [{ name: 'NVIDIA A100-SXM4-80GB', memoryTotal: '85899345920' }],
        cudaVersion: '12.4',
      }),
    ).toBe('64 CPUs (32 cores) · 251 GiB · 1,020 GiB disk · 4 × NVIDIA A100-SXM4-80GB 80 GiB · CUDA 12.4');
  });

  it('reads older clients, a laptop and pods', () => {
    expect(systemHardware({ cpu: { count: 1, countLogical: 1 } })).toBe('1 CPU');
    expect(systemHardware({ cpu_count: 12, apple: { name: 'Apple M3 Pro' } })).toBe('12 CPUs · Apple M3 Pro');
    expect(systemHardware({ tpu: { name: 'v4', count: 8 }, trainium: { name: 'trn1', neuronDeviceCount: 1 } })).toBe('8 × v4 · trn1');
    expect(systemHardware({ gpu_amd: [{ model: 'MI300X' }, { model: 'MI300X' }] })).toBe('2 × MI300X');
  });

  it('leaves out what it cannot read, and knows nothing of nothing', () => {
    expect(systemHardware({ cpu_count: 'many', memory: { total: 'NaN' }, disk: [], gpu_nvidia: 'x' })).toBeNull();
    expect(systemHardware({})).toBeNull();
  });
});
