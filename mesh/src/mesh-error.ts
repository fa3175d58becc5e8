/** A failure the operator can act on: its message is the one sentence the command line shows, without a stack. */
export class MeshError extends Error {
  override name = 'MeshError';
}

/** What to show for any thrown thing: the sentence of a known failure, or everything we know of a defect of ours. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof MeshError || error.name === 'EngineError') return error.message;
  if (isSystemError(error)) return systemSentence(error);
  return `Unexpected failure: ${error.stack ?? error.message}`;
}

interface SystemError extends Error {
  code: string;
  path?: string;
}

function isSystemError(error: Error): error is SystemError {
  return 'code' in error && typeof error.code === 'string';
}

function systemSentence(error: SystemError): string {
  const where = error.path === undefined ? '' : ` (${error.path})`;
  if (error.code === 'ENOSPC') return `The disk is full${where}: free some space, then start again.`;
  if (error.code === 'EDQUOT')
    return `Your disk quota is used up${where}: free some space, then start again.`;
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') {
    return `Not allowed to write${where}: choose another folder with COMPTOIR_HOME, or change its permissions.`;
  }
  return `${error.message}.`;
}
