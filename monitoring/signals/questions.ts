import { expressionFor, panels } from '@comptoir/panels';
import { selectorsIn } from '../checks/promql-names.ts';
import { readRules } from '../checks/queries.ts';
import type { Prometheus } from './prometheus.ts';

const WINDOW = '60s';

interface Question {
  where: string;
  expr: string;
}

/** Every query a person or a rule asks. Of an alert, what it looks at: that nothing fires is no defect. */
function questions(): Question[] {
  const drawn = panels.flatMap(({ id, series }) =>
    series.map(({ expr }) => ({ where: `panel ${id}`, expr: expressionFor(expr, { window: WINDOW }) })),
  );
  const computed = readRules().flatMap(({ record, alert, expr, labels }) => {
    if (record !== undefined) return [{ where: `rule ${record} ${labels['slo'] ?? ''}`.trim(), expr }];
    return selectorsIn(expr).map(({ metric }) => ({ where: `alert ${alert ?? ''} looks at`, expr: metric }));
  });
  return [...drawn, ...computed];
}

/** One sentence per query that errs or finds nothing. */
export async function unanswered(prometheus: Prometheus): Promise<{ asked: number; problems: string[] }> {
  const asked = questions();
  const problems: string[] = [];
  for (const { where, expr } of asked) {
    const problem = await problemOf(prometheus, expr);
    if (problem !== undefined) problems.push(`${where}: ${problem}: ${expr.replaceAll(/\s+/g, ' ')}`);
  }
  return { asked: asked.length, problems: [...new Set(problems)] };
}

async function problemOf({ ask }: Prometheus, expr: string): Promise<string | undefined> {
  try {
    return (await ask(expr)).length === 0 ? 'finds nothing' : undefined;
  } catch (error) {
    return `errs (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** One sentence per metric that panels or rules name and nobody exports. */
export async function unknownNames({ names }: Prometheus): Promise<string[]> {
  const known = new Set(await names());
  const named = questions().flatMap(({ where, expr }) =>
    selectorsIn(expr).map(({ metric }) => ({ where, metric })),
  );
  return [
    ...new Set(
      named
        .filter(({ metric }) => !known.has(metric))
        .map(({ where, metric }) => `${where} asks for ${metric}, which nobody exports`),
    ),
  ];
}
