import { createServer } from 'node:net';
import { configuredWebhook } from '../../../monitoring/alertmanager/configuration.ts';
import { MeshError } from '../mesh-error.ts';
import { errorCode, errorMessage } from '../thrown.ts';
import type { Settings } from './settings.ts';

/** Throws MeshError when a setting makes sense, but not on this machine. To be asked before anything is started. */
export async function refuseUnusable({ gatewayHost, alertWebhook }: Settings): Promise<void> {
  const problems = [await hostProblem(gatewayHost), webhookProblem(alertWebhook)].filter(
    (problem) => problem !== undefined,
  );
  if (problems.length > 0) throw new MeshError(problems.join('\n'));
}

function hostProblem(host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) =>
      resolve(
        `COMPTOIR_HOST must be an address or a name of this machine, not "${host}" (${errorCode(error)}).`,
      ),
    );
    server.listen(0, host, () => server.close(() => resolve(undefined)));
  });
}

function webhookProblem(source: Settings['alertWebhook']): string | undefined {
  try {
    configuredWebhook(source);
    return undefined;
  } catch (error) {
    const name = source.url === '' ? 'ALERT_WEBHOOK_URL_FILE' : 'ALERT_WEBHOOK_URL';
    return `${name} would tell nobody of alerts: ${errorMessage(error)}.`;
  }
}
