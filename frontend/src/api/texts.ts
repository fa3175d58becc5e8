import type { Texts } from '../i18n/language.ts';

/** What the app says about failures; those of the API under their codes. */
export const apiTexts = {
  unreachable: {
    fr: 'Le serveur ne répond pas. Réessayez dans un instant.',
    en: 'The server does not answer. Try again in a moment.',
  },
  'prometheus.unavailable': {
    fr: 'Prometheus ne répond pas : les chiffres manquent.',
    en: 'Prometheus does not answer: there are no figures.',
  },
  'logs.elsewhere': {
    fr: 'Les journaux de ce maillage sont gardés ailleurs.',
    en: 'The logs of this mesh are kept elsewhere.',
  },
  broken: { fr: 'Quelque chose a mal tourné de notre côté.', en: 'Something went wrong on our side.' },
  'auth.invalid_credentials': {
    fr: 'Nom d’utilisateur ou mot de passe incorrect.',
    en: 'Wrong username or password.',
  },
  'auth.throttled': {
    fr: 'Trop d’essais. Attendez un peu avant de recommencer.',
    en: 'Too many attempts. Wait a little before the next one.',
  },
  'version.conflict': {
    fr: 'Quelqu’un a modifié ceci entre-temps. Rechargez, puis recommencez.',
    en: 'Somebody changed this meanwhile. Reload, then try again.',
  },
  'product.sku_taken': {
    fr: 'Un autre produit a déjà ce code.',
    en: 'Another product has this SKU already.',
  },
  'product.barcode_taken': {
    fr: 'Un autre produit a déjà ce code-barres.',
    en: 'Another product has this barcode already.',
  },
  'gateway.too_many_requests': {
    fr: 'Trop de demandes à la fois. Réessayez dans un instant.',
    en: 'Too many requests at once. Try again in a moment.',
  },
  'role.forbidden': { fr: 'Votre rôle ne le permet pas.', en: 'Your role does not allow it.' },
  'location.forbidden': { fr: 'Ce n’est pas votre magasin.', en: 'This is not your location.' },
  'payment.declined': {
    fr: 'La carte est refusée. Rien n’a été débité ; proposez un autre paiement.',
    en: 'The card was declined. Nothing was charged; offer another tender.',
  },
  'tender.insufficient': {
    fr: 'Le montant remis ne couvre pas le total.',
    en: 'The tenders do not cover the total.',
  },
  'tender.too_much': {
    fr: 'Une carte ne peut pas payer plus que le total.',
    en: 'A card cannot pay more than the total.',
  },
  'product.unknown': {
    fr: 'Ce produit n’est pas au catalogue, ou n’y est plus.',
    en: 'This product is not sold, or not any more.',
  },
  'sale.cancel_limit': {
    fr: 'Au-delà de ce montant, c’est un gérant qui annule.',
    en: 'Above this amount a manager cancels.',
  },
  'sale.not_cancellable': {
    fr: 'Cette vente ne peut plus être annulée.',
    en: 'This sale can no longer be cancelled.',
  },
  'register.in_use': {
    fr: 'Quelqu’un d’autre tient déjà cette caisse.',
    en: 'Somebody else has this register open.',
  },
  'user.username_taken': { fr: 'Ce nom d’utilisateur est pris.', en: 'This username is taken.' },
  'location.code_taken': { fr: 'Un autre lieu a déjà ce code.', en: 'Another location has this code.' },
  'register.number_taken': {
    fr: 'Ce lieu a déjà une caisse de ce numéro.',
    en: 'This location has a register of this number.',
  },
  'explanation.not_found': {
    fr: 'Rien n’est connu sous cette référence : ni vente, ni ligne de journal.',
    en: 'Nothing is known by this reference: no sale, and no line of a log.',
  },
} satisfies Texts;
