import { user } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { managerTexts } from './texts.ts';

/** A person by id: the API tells names to the head office only, so a manager sees enough of the id to tell two apart. */
export function Who({ id }: { id: string | null }) {
  if (id === null || id === '') return <span class="soft">{t(managerTexts.nobody)}</span>;
  if (id === user.value?.id) return <>{t(managerTexts.you)}</>;
  return <span title={id}>{t(managerTexts.account, { end: id.slice(-6) })}</span>;
}
