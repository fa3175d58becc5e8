import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { prometheus } from './data-sources.ts';

/** Marks in time on every panel. */
export const annotations = () => [
  mark('Alerts', 'red', {
    expr: 'ALERTS{alertstate="firing"}',
    title: '{{alertname}}',
    text: '{{service}}',
  }),
  // A replica keeps its name over a deploy, a rolling restart and a crash; only its start changes.
  mark('Starts', 'blue', {
    expr: 'sum by (service) (changes(process_start_time_seconds{job="comptoir"}[1m])) > 0',
    title: '{{service}} was started anew',
    text: 'A deploy, a restart, or a replica that ended by itself; "Ended" marks the last of these.',
  }),
  mark('Ended', 'orange', {
    expr: 'sum by (process, replica) (changes(mesh_process_restarts_total[1m])) > 0',
    title: '{{process}}-{{replica}} ended by itself',
    text: 'The launcher has started it again.',
  }),
];

function mark(name: string, color: string, { expr, title, text }: Record<'expr' | 'title' | 'text', string>) {
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(prometheus)
    .enable(true)
    .iconColor(color)
    .expr(expr)
    .titleFormat(title)
    .textFormat(text);
}
