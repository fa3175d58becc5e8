import type { ComponentChildren } from 'preact';
import type { User } from '@comptoir/contracts/http/auth';
import { signOut, user } from '../api/session.ts';
import { chooseLanguage, language, t } from '../i18n/language.ts';
import type { Text } from '../i18n/language.ts';
import { navigate, path } from '../router.ts';
import { LiveRegion } from './live.tsx';
import { uiTexts } from './texts.ts';
import { nextTheme, theme } from './theme.ts';

type Role = User['role'];

const PLACES: readonly { to: string; text: Text; roles?: readonly Role[] }[] = [
  { to: '/', text: uiTexts.shop },
  { to: '/till', text: uiTexts.till, roles: ['clerk', 'manager'] },
  { to: '/manager/stock', text: uiTexts.stock, roles: ['manager'] },
  { to: '/manager/sales', text: uiTexts.sales, roles: ['manager'] },
  { to: '/office/products', text: uiTexts.products, roles: ['headOffice'] },
  { to: '/office/locations', text: uiTexts.locations, roles: ['headOffice'] },
  { to: '/office/users', text: uiTexts.users, roles: ['headOffice'] },
  { to: '/ops', text: uiTexts.operations, roles: ['operator'] },
];

/** Header, navigation by role, and the page. */
export function Shell({ children }: { children: ComponentChildren }) {
  return (
    <div class="shell">
      <a class="skip" href="#content">
        {t(uiTexts.skip)}
      </a>
      <header class="top">
        <a class="brand" href="/">
          <img src="/comptoir.svg" alt="" width="32" height="32" />
          Comptoir
        </a>
        <Places />
        <Who />
      </header>
      {children}
      <LiveRegion />
    </div>
  );
}

function Places() {
  const role = user.value?.role;
  const open = PLACES.filter(
    ({ roles }) => roles === undefined || (role !== undefined && roles.includes(role)),
  );
  return (
    <nav aria-label={t(uiTexts.navigation)}>
      {open.map(({ to, text }) => (
        <a key={to} href={to} aria-current={path.value === to ? 'page' : undefined}>
          {t(text)}
        </a>
      ))}
    </nav>
  );
}

function Who() {
  const who = user.value;
  const other = language.value === 'fr' ? 'en' : 'fr';
  return (
    <div class="who">
      <button type="button" class="quiet" lang={other} onClick={() => chooseLanguage(other)}>
        {t(uiTexts.otherLanguage)}
      </button>
      <button type="button" class="quiet" onClick={nextTheme}>
        {t(uiTexts[theme.value])}
      </button>
      {who === undefined ? (
        <a class="button" href="/sign-in">
          {t(uiTexts.signIn)}
        </a>
      ) : (
        <>
          <span class="soft">
            {who.displayName} · {t(uiTexts[who.role])}
          </span>
          <button type="button" onClick={leave}>
            {t(uiTexts.signOut)}
          </button>
        </>
      )}
    </div>
  );
}

function leave(): void {
  void signOut();
  navigate('/sign-in');
}
