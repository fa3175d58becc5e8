import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const mount = z.union([
  z.string(),
  z.object({
    type: z.string(),
    source: z.string(),
    target: z.string(),
    read_only: z.boolean().default(false),
    volume: z.object({ subpath: z.string().optional(), nocopy: z.boolean().optional() }).optional(),
  }),
]);

const container = z.object({
  image: z.string(),
  build: z.object({ target: z.string(), args: z.object({ SERVICE: z.string() }).optional() }).optional(),
  user: z.string().optional(),
  command: z.array(z.string()).optional(),
  logging: z.object({ driver: z.string(), options: z.record(z.string(), z.string()) }),
  environment: z.record(z.string(), z.string()).default({}),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).default([]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  privileged: z.boolean().default(false),
  mem_limit: z.string().optional(),
  pids_limit: z.number().optional(),
  restart: z.string().optional(),
  ports: z.array(z.string()).default([]),
  volumes: z.array(mount).default([]),
  networks: z.array(z.string()).optional(),
  network_mode: z.string().optional(),
  deploy: z.object({ replicas: z.number() }).default({ replicas: 1 }),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});

const composeFile = z.object({
  services: z.record(z.string(), container),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() }).nullable()),
  volumes: z.record(z.string(), z.object({ driver_opts: z.record(z.string(), z.string()) }).nullable()),
});

export type Container = z.infer<typeof container>;

/** docker-compose.yml with its anchors resolved; throws when a part has another shape than we use. */
export function readComposeFile(root: string) {
  return composeFile.parse(
    parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true, maxAliasCount: -1 }),
  );
}
