import type { Texts } from '../i18n/language.ts';

export const signInTexts = {
  title: { fr: 'Ouvrir une session', en: 'Sign in' },
  username: { fr: 'Nom d’utilisateur', en: 'Username' },
  password: { fr: 'Mot de passe', en: 'Password' },
  enter: { fr: 'Entrer', en: 'Sign in' },
  revoked: {
    fr: 'Votre session a été fermée. Ouvrez-la de nouveau pour continuer ; rien de ce qui attend d’être envoyé n’est perdu.',
    en: 'Your session was ended. Sign in again to go on; nothing that waits to be sent is lost.',
  },
  demo: {
    fr: 'Chaîne de démonstration ? Les comptes sont dans .comptoir/demo-accounts.json.',
    en: 'Demo chain? The accounts are in .comptoir/demo-accounts.json.',
  },
} satisfies Texts;
