import { z } from 'zod';

/** What the command line asks of the supervisor: one line of JSON on the control socket. */
export const requestSchema = z.discriminatedUnion('command', [
  z.object({ command: z.literal('status') }),
  z.object({ command: z.literal('scale'), service: z.string(), replicas: z.number().int() }),
  z.object({ command: z.literal('restart'), service: z.string() }),
  z.object({ command: z.literal('stop') }),
]);
export type Request = z.infer<typeof requestSchema>;

/** What comes back, one per line: any number of progress lines, then the result or the reason why not. */
export const replySchema = z.union([
  z.object({ progress: z.string() }),
  z.object({ result: z.unknown() }),
  z.object({ refusal: z.string() }),
]);
export type Reply = z.infer<typeof replySchema>;

export const statusSchema = z.object({
  processes: z.array(
    z.object({
      service: z.string(),
      replica: z.number(),
      pid: z.number().nullable(),
      port: z.number(),
      state: z.string(),
      pssBytes: z.number(),
      restarts: z.number(),
    }),
  ),
  /** The supervisor itself; null when it is gone and has left processes behind. */
  launcher: z.object({ pid: z.number(), pssBytes: z.number() }).nullable(),
  pssBytes: z.number(),
  gateway: z.string(),
  prometheus: z.string().nullable(),
});
export type Status = z.infer<typeof statusSchema>;
export type ProcessStatus = Status['processes'][number];
