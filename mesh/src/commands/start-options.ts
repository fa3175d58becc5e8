import type { Settings } from '../home/settings.ts';

export const startFlags = {
  detach: { type: 'boolean', default: false },
  fresh: { type: 'boolean', default: false },
  'no-demo': { type: 'boolean', default: false },
} as const;

export interface StartOptions {
  settings: Settings;
  fresh: boolean;
  demo: boolean;
}
