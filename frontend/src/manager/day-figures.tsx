import { money, number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { Loading, useLoad } from '../ui/load.tsx';
import { salesTexts } from './sales-texts.ts';
import { figuresOf } from './sum-up-day.ts';

/** Sums of a day; counted anew when `changes` does. */
export function Figures({ filters, changes }: { filters: URLSearchParams; changes: number }) {
  const figures = useLoad((signal) => figuresOf(filters, signal), [String(filters), changes]);
  return (
    <section class="stack" aria-label={t(salesTexts.figures)}>
      <Loading of={figures}>
        {({ completed, revenueCents, cancelled, refused, counted, total }) => (
          <>
            <dl class="figures">
              <Figure label={t(salesTexts.completed)} value={number(completed)} />
              <Figure label={t(salesTexts.revenue)} value={money(revenueCents)} />
              <Figure label={t(salesTexts.cancelledMany)} value={number(cancelled)} />
              <Figure label={t(salesTexts.refused)} value={number(refused)} />
            </dl>
            {counted < total && (
              <p class="notice warn">
                {t(salesTexts.notAll, { counted: number(counted), total: number(total) })}
              </p>
            )}
          </>
        )}
      </Loading>
    </section>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div class="card">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
