import { chaos } from './fixtures/chaos';

describe('malformed requests with a valid key', () => {
  it('end no server, no run and no projection: the same cases every time', async () => {
    expect(await chaos('--fuzz', '2000', '--seed', '4')).toContain('everything held');
  });

  it('end no server, no run and no projection: other cases every time', async () => {
    expect(await chaos('--fuzz', '2000')).toContain('everything held');
  });
});
