import type { Panel } from './panel.ts';
import { one } from './panel.ts';

/** What the mesh is there for. */
export const businessPanels: Panel[] = [
  {
    id: 'sales',
    group: 'business',
    title: { fr: 'Ventes par minute', en: 'Sales per minute' },
    description: {
      fr: 'Ventes qui ont donné un reçu pour la première fois.',
      en: 'Sales answered with a receipt for the first time.',
    },
    unit: 'perMinute',
    chart: 'lines',
    series: one('sum(rate(sales_completed_total[$window])) * 60', 'sales'),
  },
  {
    id: 'revenue',
    group: 'business',
    title: { fr: 'Chiffre d’affaires à l’heure', en: 'Revenue per hour' },
    description: {
      fr: 'Totaux des ventes conclues, taxes comprises, au rythme des cinq dernières minutes.',
      en: 'Totals of completed sales, taxes included, at the pace of the last five minutes.',
    },
    unit: 'cents',
    chart: 'lines',
    series: one('chain:sales_revenue_cents:rate5m * 3600', 'CAD'),
  },
  {
    id: 'sales-refused',
    group: 'business',
    title: { fr: 'Ventes refusées', en: 'Refused sales' },
    description: {
      fr: 'Ventes qui n’ont pas été faites, par minute et par raison.',
      en: 'Sales that were not made, per minute, by reason.',
    },
    unit: 'perMinute',
    chart: 'lines',
    series: one('sum by (reason) (rate(sales_refused_total[$window])) * 60', '{{reason}}'),
  },
  {
    id: 'payments',
    group: 'business',
    title: { fr: 'Paiements', en: 'Payments' },
    description: {
      fr: 'Paiements par minute, selon leur issue.',
      en: 'Payments per minute, by what became of them.',
    },
    unit: 'perMinute',
    chart: 'lines',
    series: one('sum by (outcome) (rate(payments_total[$window])) * 60', '{{outcome}}'),
  },
  {
    id: 'charges-pending',
    group: 'business',
    title: { fr: 'Débits sans issue', en: 'Charges without an outcome' },
    description: {
      fr: 'Débits dont seul le fournisseur de cartes connaît l’issue; la reprise le lui demande.',
      en: 'Charges of which only the card provider knows what became; recovery asks it.',
    },
    unit: 'count',
    chart: 'lines',
    series: one('max(charges_pending)', 'pending'),
  },
  {
    id: 'sagas-in-flight',
    group: 'business',
    title: { fr: 'Sagas en cours', en: 'Sagas in flight' },
    description: {
      fr: 'Encaissements pas encore terminés, par état; toutes les répliques de sale disent la même chose.',
      en: 'Checkouts that have not ended, by state; every replica of sale reports the same.',
    },
    unit: 'count',
    chart: 'lines',
    series: one('max by (state) (sagas_in_flight)', '{{state}}'),
  },
  {
    id: 'saga-age',
    group: 'business',
    title: { fr: 'Âge de la plus vieille saga', en: 'Age of the oldest saga' },
    description: {
      fr: 'Depuis quand dure le plus vieil encaissement qui n’est pas terminé, par état.',
      en: 'For how long the oldest checkout that has not ended has been under way, by state.',
    },
    unit: 'seconds',
    chart: 'lines',
    series: one('max by (state) (saga_oldest_age_seconds)', '{{state}}'),
  },
  {
    id: 'reservations',
    group: 'business',
    title: { fr: 'Réservations', en: 'Reservations' },
    description: {
      fr: 'Marchandises retenues pour des ventes en cours.',
      en: 'Goods held for sales under way.',
    },
    unit: 'count',
    chart: 'lines',
    series: one('max(reservations_active)', 'active'),
  },
  {
    id: 'reservations-expired',
    group: 'business',
    title: { fr: 'Réservations réglées en retard', en: 'Reservations settled late' },
    description: {
      fr: 'Réservations échues qui ont été rendues ou vendues, par minute.',
      en: 'Reservations past their time that were released or sold, per minute.',
    },
    unit: 'perMinute',
    chart: 'lines',
    series: one('sum(rate(reservations_expired_total[$window])) * 60', 'expired'),
  },
  {
    id: 'registers-open',
    group: 'business',
    title: { fr: 'Caisses ouvertes', en: 'Registers open' },
    description: {
      fr: 'Caisses dont une session est ouverte, dans toute la chaîne.',
      en: 'Registers with an open session, in the whole chain.',
    },
    unit: 'count',
    chart: 'lines',
    series: one('max(registers_open)', 'open'),
  },
  {
    id: 'sign-ins',
    group: 'business',
    title: { fr: 'Connexions', en: 'Sign-ins' },
    description: {
      fr: 'Tentatives par minute; des refus en nombre, c’est quelqu’un qui devine.',
      en: 'Attempts to sign in per minute; refused or throttled ones in numbers are somebody guessing.',
    },
    unit: 'perMinute',
    chart: 'lines',
    series: one('sum by (outcome) (rate(logins_total[$window])) * 60', '{{outcome}}'),
  },
  {
    id: 'cart-items',
    group: 'business',
    title: { fr: 'Articles mis au panier', en: 'Goods put into carts' },
    description: { fr: 'Unités par minute.', en: 'Units per minute.' },
    unit: 'perMinute',
    chart: 'lines',
    series: one('sum(rate(cart_items_added_total[$window])) * 60', 'units'),
  },
];
