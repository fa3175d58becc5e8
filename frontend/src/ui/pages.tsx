import { number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { uiTexts } from './texts.ts';

export interface PagesProps {
  page: number;
  size: number;
  total: number;
  onPage(page: number): void;
}

/** Steps through the pages of a list. */
export function Pages({ page, size, total, onPage }: PagesProps) {
  const pages = Math.max(1, Math.ceil(total / size));
  return (
    <div class="row" role="group">
      <button type="button" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {t(uiTexts.previous)}
      </button>
      <span class="soft">
        {t(uiTexts.pageOf, { page: number(page), pages: number(pages), total: number(total) })}
      </span>
      <button type="button" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {t(uiTexts.next)}
      </button>
    </div>
  );
}
