import { placeOf } from './step-place';

describe('the step that a media panel shows', () => {
  const steps = [10, 20, 30];

  it('is the newest until another is chosen', () => expect(placeOf(steps, null)).toEqual({ step: 30, index: 2, exact: true }));

  it('is the one asked for, else the nearest earlier one, never a later one', () => {
    expect(placeOf(steps, 20)).toEqual({ step: 20, index: 1, exact: true });
    expect(placeOf(steps, 29)).toEqual({ step: 20, index: 1, exact: false });
    expect(placeOf(steps, 99)).toEqual({ step: 30, index: 2, exact: false });
    expect(placeOf(steps, 9)).toBeNull();
    expect(placeOf([], null)).toBeNull();
  });
});
