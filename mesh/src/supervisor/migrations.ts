import { migrateService } from '@comptoir/service-kit/migrate';
import { MeshError } from '../mesh-error.ts';

export interface Migrations {
  /** Applies what a schema lacks, and answers the names applied. Throws MeshError once they are ended. */
  apply(schema: { databaseUrl: string; directory: string }): Promise<string[]>;
  /** No further migration begins; returns once those that run are finished, so that the database may stop. */
  end(): Promise<void>;
}

/** The migrations of all services. None is cut off by a Ctrl-C: of half of one the next start would have to undo what there is. */
export function createMigrations(migrate = migrateService): Migrations {
  const stop = new AbortController();
  const running = new Set<Promise<string[]>>();
  const refuseOnceStopping = () => {
    if (stop.signal.aborted) throw new MeshError('Comptoir is stopping.');
  };
  return {
    async apply(schema) {
      refuseOnceStopping();
      const work = migrate({ ...schema, signal: stop.signal });
      running.add(work);
      const applied = await work.finally(() => running.delete(work));
      refuseOnceStopping();
      return applied;
    },
    async end() {
      stop.abort();
      await Promise.allSettled(running);
    },
  };
}
