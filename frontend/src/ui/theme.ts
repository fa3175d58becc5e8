import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const KEPT = 'comptoir.theme';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const kept = localStorage.getItem(KEPT);
export const theme = signal<Theme>(THEMES.find((known) => known === kept) ?? 'system');

export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'system';
  localStorage.setItem(KEPT, theme.value);
}

effect(() => {
  if (theme.value === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme.value;
});
