/**
 * For the `ref` of what comes first on a page, or in a dialog that was still loading when it opened: browsers heed
 * `autofocus` once per page load, and once as a dialog opens.
 */
export function focusFirst(field: HTMLElement | null): void {
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}
