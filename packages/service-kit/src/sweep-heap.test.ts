import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { sweepWhenQuiet } from './sweep-heap.ts';

const MB = 1024 * 1024;

/** A heap of 30 MB once it is swept, and how busy its process is. */
function aHeap() {
  const state = { bytes: 45 * MB, busy: 0, sweeps: 0 };
  const heap = {
    sweep: () => {
      state.sweeps += 1;
      state.bytes = 30 * MB;
    },
    bytes: () => state.bytes,
    utilization: () => state.busy,
  };
  return { heap, state };
}

const after = (seconds: number) => {
  jest.advanceTimersByTime(seconds * 1_000);
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('sweeps what starting up has left, and not again while nothing comes', () => {
  const { heap, state } = aHeap();

  sweepWhenQuiet(heap);
  after(180);

  expect(state).toEqual({ bytes: 30 * MB, busy: 0, sweeps: 1 });
});

it('leaves a busy process alone, and one in a pause, and sweeps once when it has been quiet for a minute', () => {
  const { heap, state } = aHeap();
  sweepWhenQuiet(heap);

  for (let rushes = 0; rushes < 3; rushes += 1) {
    Object.assign(state, { bytes: 60 * MB, busy: 0.4 });
    after(60);
    state.busy = 0.01;
    after(50);
  }
  const meanwhile = state.sweeps;
  after(60);

  expect(meanwhile).toBe(1);
  expect(state).toMatchObject({ bytes: 30 * MB, sweeps: 2 });
});

it('does not stop the process for a little', () => {
  const { heap, state } = aHeap();
  sweepWhenQuiet(heap);

  state.bytes = 34 * MB;
  after(180);

  expect(state.sweeps).toBe(1);
});
