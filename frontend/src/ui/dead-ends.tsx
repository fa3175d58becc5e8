import { user } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { uiTexts } from './texts.ts';

export function NotFound() {
  return (
    <main id="content" class="page">
      <h1>{t(uiTexts.notFoundTitle)}</h1>
      <p>{t(uiTexts.notFoundText)}</p>
      <p>
        <a href="/">{t(uiTexts.home)}</a>
      </p>
    </main>
  );
}

export function NotYours() {
  const role = user.value?.role;
  return (
    <main id="content" class="page">
      <h1>{t(uiTexts.notYours)}</h1>
      <p>{t(uiTexts.notYoursText, { role: role === undefined ? '' : t(uiTexts[role]) })}</p>
      <p>
        <a href="/">{t(uiTexts.home)}</a>
      </p>
    </main>
  );
}
