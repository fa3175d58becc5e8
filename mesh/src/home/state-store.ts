import { readState, writeState, type State } from './state-file.ts';

export interface StateStore {
  get(): State;
  /** Changes and writes the state before it returns. */
  update(change: Partial<State>): void;
}

/**
 * The state of one home. A write that fails (a full disk) is told to `failed` and does not stop the mesh: the shops go
 * on selling, and the next change is written once there is room again.
 */
export function openStateStore(file: string, failed: (error: unknown) => void): StateStore {
  let state = readState(file);
  return {
    get: () => state,
    update(change) {
      state = { ...state, ...change };
      try {
        writeState(file, state);
      } catch (error) {
        failed(error);
      }
    },
  };
}
