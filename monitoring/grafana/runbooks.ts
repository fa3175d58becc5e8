import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TextPanel, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { linksFrom } from './links.ts';

const HEADING = /^# .*\n/;
const LINK = /\[([^\]]*)\]\([^)]*\.md\)/g;

/** The runbooks as a dashboard, so that they are where the alert is looked at. */
export async function runbooksDashboard(): Promise<DashboardBuilder> {
  const folder = path.join(import.meta.dirname, '../runbooks');
  const dashboard = new DashboardBuilder('Runbooks')
    .uid('runbooks')
    .description('Of each alert what it means, where to look and what to do.')
    .tags(['comptoir'])
    .readonly();
  for (const link of linksFrom(false)) dashboard.link(link);
  for (const name of (await readdir(folder)).toSorted()) {
    const text = await readFile(path.join(folder, name), 'utf8');
    dashboard.withPanel(
      new TextPanel()
        .title(path.parse(name).name)
        .description(`monitoring/runbooks/${name}`)
        .mode(TextMode.Markdown)
        // They are all on this page.
        .content(text.replace(HEADING, '').replaceAll(LINK, '**$1**').trim())
        .span(12)
        .height(13),
    );
  }
  return dashboard;
}
