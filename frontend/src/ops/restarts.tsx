import { number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { opsTexts } from './texts.ts';

/** How often the launcher had to start it again; nothing where there is no launcher. */
export function Restarts({ count }: { count: number | undefined }) {
  if (count === undefined) return null;
  const words = t(opsTexts.restarts, { count: number(count) });
  return (
    <span class={count > 0 ? 'ops-restarts some' : 'ops-restarts'} title={words}>
      <span aria-hidden="true">↻ {number(count)}</span>
      <span class="unseen">{words}</span>
    </span>
  );
}
