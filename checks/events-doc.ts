import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const EVENTS = 'packages/contracts/src/events';
const DOCUMENT = 'docs/events.md';
const definition = z.object({ type: z.string(), schema: z.instanceof(z.ZodType) });

/** `docs/events.md` as the contracts have it: every event, who tells it, who listens, and its data. */
async function eventsDocument(root: string): Promise<string> {
  const files = (await readdir(join(root, EVENTS))).filter((file) => file.endsWith('.ts')).toSorted();
  const listeners = await listenersByType(root);
  const parts = await Promise.all(files.map((file) => section(root, file, listeners)));
  return [HEADING, ...parts].join('\n');
}

/** Says so when the committed document is not the one the contracts make. */
export async function eventsDocProblems(root: string): Promise<string[]> {
  const committed = await readFile(join(root, DOCUMENT), 'utf8').catch(() => '');
  if (committed === (await eventsDocument(root))) return [];
  return [`${DOCUMENT} is not what the contracts say: run node_modules/.bin/node checks/events-doc.ts`];
}

const HEADING = `# Events

Made from \`${EVENTS}\` by \`node_modules/.bin/node checks/events-doc.ts\`; \`npm run check:events\` compares.
Every event travels in a CloudEvents 1.0 envelope (\`packages/contracts/src/event.ts\`), at least once on the wire, once in effect.
`;

async function section(root: string, file: string, listeners: Map<string, string[]>): Promise<string> {
  const source = file.replace(/\.ts$/, '');
  const exported = Object.entries((await import(join(root, EVENTS, file))) as Record<string, unknown>);
  const events = exported.flatMap(([name, value]) => {
    const parsed = definition.safeParse(value);
    return parsed.success ? [{ name, ...parsed.data }] : [];
  });
  const rows = events.map(
    ({ name, type, schema }) =>
      `| \`${type}\` | ${listeners.get(name)?.join(', ') ?? '-'} | ${fields(schema)} |`,
  );
  return [`## ${source}`, '', '| event | heard by | data |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function fields(schema: z.ZodType): string {
  const { properties = {} } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return Object.keys(properties)
    .map((name) => `\`${name}\``)
    .join(', ');
}

/** A consumer imports the definitions it handles: that import is the list. */
async function listenersByType(root: string): Promise<Map<string, string[]>> {
  const heard = new Map<string, string[]>();
  for (const service of (await readdir(join(root, 'services'))).toSorted()) {
    for (const name of await importedEvents(join(root, 'services', service, 'src/consumers'))) {
      heard.set(name, [...(heard.get(name) ?? []), service]);
    }
  }
  return heard;
}

async function importedEvents(folder: string): Promise<Set<string>> {
  const files = await readdir(folder).catch(() => []);
  const sources = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const imports = sources.join('\n').matchAll(/import \{([^}]*)\} from '@comptoir\/contracts\/events\//g);
  const names = [...imports].flatMap(([, list = '']) => list.split(',').map((name) => name.trim()));
  return new Set(names.filter((name) => name !== ''));
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  await writeFile(join(root, DOCUMENT), await eventsDocument(root));
}
