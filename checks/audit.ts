import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

const severities = z.object({ high: z.number(), critical: z.number() });
const report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string() })),
  metadata: z.object({ vulnerabilities: severities }),
});

interface Verdict {
  text: string;
  /** 0 nothing grave, 1 something grave, 2 nobody could be asked. */
  exitCode: 0 | 1 | 2;
}

/** What `npm audit --json` found, for a person: only what is grave counts. A registry that keeps no advisories is told, not guessed over. */
export function verdictOn(output: string): Verdict {
  const found = report.safeParse(parsed(output));
  if (!found.success) {
    const text =
      'The registry gave no advisories: nothing was audited. Ask again where registry.npmjs.org answers.';
    return { text, exitCode: 2 };
  }
  const { vulnerabilities, metadata } = found.data;
  if (metadata.vulnerabilities.high + metadata.vulnerabilities.critical === 0)
    return { text: 'No known grave vulnerability in what runs.', exitCode: 0 };
  const grave = Object.entries(vulnerabilities).filter(([, { severity }]) =>
    /^(high|critical)$/.test(severity),
  );
  return {
    text: grave.map(([name, { severity, range }]) => `${name} ${range}: ${severity}`).join('\n'),
    exitCode: 1,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    timeout: 60_000,
  });
  const { text, exitCode } = verdictOn(stdout);
  process.stdout.write(`${text}\n`);
  process.exitCode = exitCode;
}
