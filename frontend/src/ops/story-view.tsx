import type { Explanation } from '@comptoir/contracts/http/explanation';
import { useEffect, useState } from 'preact/hooks';
import { sayProblem } from '../api/problem.ts';
import { call } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { navigate, query } from '../router.ts';
import { TextInput } from '../ui/inputs.tsx';
import { uiTexts } from '../ui/texts.ts';
import { hrefOf } from './address.ts';
import { Story } from './story.tsx';
import { referenceIn } from './story-reference.ts';
import { storyTexts } from './story-texts.ts';
import '../ui/forms.css';
import './story.css';

interface Asked {
  story?: Explanation;
  error?: unknown;
}

/** A receipt or a trace, and its whole story. What is asked for stands in the address, to be sent to a colleague. */
export function StoryView() {
  const reference = query.value.get('reference') ?? '';
  const [{ story, error }, setAsked] = useState<Asked>({});
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    setAsked({});
    if (reference === '') return;
    const abort = new AbortController();
    const answered = (asked: Asked) => {
      if (!abort.signal.aborted) setAsked(asked);
    };
    call<Explanation>(`/api/ops/explanations/${encodeURIComponent(reference)}`, {
      signal: abort.signal,
    }).then(
      (found) => answered({ story: found }),
      (failure: unknown) => answered({ error: failure }),
    );
    return () => abort.abort();
  }, [reference, turn]);

  return (
    <section class="stack" aria-labelledby="ops-story">
      <h2 id="ops-story" tabIndex={-1}>
        {t(storyTexts.title)}
      </h2>
      <ReferenceForm key={reference} reference={reference} onAgain={() => setTurn(turn + 1)} />
      {error !== undefined && (
        <div class="notice warn" role="alert">
          {sayProblem(error)}
        </div>
      )}
      {reference !== '' && story === undefined && error === undefined && (
        <p class="empty" role="status">
          {t(uiTexts.loading)}
        </p>
      )}
      {story !== undefined && <Story story={story} />}
    </section>
  );
}

/** `onAgain`: what is shown already is asked for once more, for a story may go on. */
function ReferenceForm({ reference, onAgain }: { reference: string; onAgain(): void }) {
  const [typed, setTyped] = useState(reference);
  const [isWrong, setIsWrong] = useState(false);
  const ask = (event: Event) => {
    event.preventDefault();
    const wanted = referenceIn(typed);
    setIsWrong(wanted === undefined);
    if (wanted === undefined) return;
    if (wanted === reference) onAgain();
    else navigate(hrefOf('story', { reference: wanted }));
  };
  return (
    <form class="ops-story-form" role="search" onSubmit={ask}>
      <TextInput
        label={t(storyTexts.reference)}
        hint={t(storyTexts.hint)}
        problem={isWrong ? t(storyTexts.wrong) : undefined}
        autocomplete="off"
        value={typed}
        onValue={setTyped}
      />
      <button type="submit" class="primary">
        {t(storyTexts.explain)}
      </button>
    </form>
  );
}
