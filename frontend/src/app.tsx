import type { User } from '@comptoir/contracts/http/auth';
import { useSignalEffect } from '@preact/signals';
import type { ComponentType, FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { user } from './api/session.ts';
import { locale, t } from './i18n/language.ts';
import { match, navigate, path } from './router.ts';
import { SignIn } from './sign-in/sign-in.tsx';
import { NotFound, NotYours } from './ui/dead-ends.tsx';
import { Shell } from './ui/shell.tsx';
import { uiTexts } from './ui/texts.ts';

type Params = Record<string, string>;
export type Screen = ComponentType<{ params: Params }>;

interface Place {
  pattern: string;
  roles?: readonly User['role'][];
  /** Each area is a file of its own, fetched when somebody goes there. */
  load(): Promise<Screen>;
}

const PLACES: readonly Place[] = [
  { pattern: '', load: async () => (await import('./shop/catalogue.tsx')).Catalogue },
  { pattern: '/products/:id', load: async () => (await import('./shop/product.tsx')).ProductPage },
  { pattern: '/till', roles: ['clerk', 'manager'], load: async () => (await import('./till/till.tsx')).Till },
  {
    pattern: '/manager/stock',
    roles: ['manager'],
    load: async () => (await import('./manager/stock.tsx')).ManagerStock,
  },
  {
    pattern: '/manager/stock/:id',
    roles: ['manager'],
    load: async () => (await import('./manager/ledger.tsx')).ManagerLedger,
  },
  {
    pattern: '/manager/sales',
    roles: ['manager'],
    load: async () => (await import('./manager/sales.tsx')).ManagerSales,
  },
  {
    pattern: '/office/products',
    roles: ['headOffice'],
    load: async () => (await import('./office/products.tsx')).OfficeProducts,
  },
  {
    pattern: '/office/locations',
    roles: ['headOffice'],
    load: async () => (await import('./office/locations.tsx')).OfficeLocations,
  },
  {
    pattern: '/office/users',
    roles: ['headOffice'],
    load: async () => (await import('./office/users.tsx')).OfficeUsers,
  },
  {
    pattern: '/ops',
    roles: ['operator'],
    load: async () => (await import('./ops/operations.tsx')).Operations,
  },
];

export function App() {
  useSignalEffect(() => {
    document.documentElement.lang = locale.value;
  });
  return (
    <Shell>
      <Page />
    </Shell>
  );
}

function Page() {
  const pathname = path.value;
  if (pathname === '/sign-in') return <SignIn />;
  for (const place of PLACES) {
    const params = match(place.pattern, pathname);
    if (params !== undefined) return <Guarded key={place.pattern} place={place} params={params} />;
  }
  return <NotFound />;
}

/** The server decides what a role may do; here it only decides which page makes sense. */
function Guarded({ place, params }: { place: Place; params: Params }) {
  const who = user.value;
  const mustSignIn = place.roles !== undefined && who === undefined;
  useEffect(() => {
    if (mustSignIn) navigate(`/sign-in?to=${encodeURIComponent(path.peek())}`, { replace: true });
  }, [mustSignIn]);
  if (mustSignIn) return null;
  if (place.roles !== undefined && who !== undefined && !place.roles.includes(who.role)) return <NotYours />;
  return <Fetched load={place.load} params={params} />;
}

const fetched = new Map<Place['load'], FunctionComponent<{ params: Params }> | Screen>();

function Fetched({ load, params }: { load: Place['load']; params: Params }) {
  const [ready, setReady] = useState<Screen | undefined>(() => fetched.get(load));
  useEffect(() => {
    if (ready !== undefined) return;
    const fetchScreen = async () => {
      const screen = await load();
      fetched.set(load, screen);
      setReady(() => screen);
    };
    void fetchScreen();
  }, [load]);
  if (ready === undefined)
    return (
      <main id="content" class="page empty">
        {t(uiTexts.loading)}
      </main>
    );
  const Ready = ready;
  return <Ready params={params} />;
}
