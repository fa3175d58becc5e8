import { MeshError } from '../mesh-error.ts';

export interface InternalFailure {
  service: string;
  /** HTTP status of the refusal; absent when no answer came. */
  status?: number;
  code: string;
  cause?: unknown;
}

/** A service refused a bulk call or could not be reached. */
export class InternalCallFailed extends MeshError {
  override name = 'InternalCallFailed';
  readonly service: string;
  readonly status: number | undefined;
  readonly code: string;

  constructor(message: string, { service, status, code, cause }: InternalFailure) {
    super(message, { cause });
    this.service = service;
    this.status = status;
    this.code = code;
  }
}

/** True when the service understood the call and refuses what is in it: sending less of it may succeed. */
export function refusesContent(error: unknown): error is InternalCallFailed {
  return error instanceof InternalCallFailed && (error.status === 409 || error.status === 422);
}
