import type { Product } from '@comptoir/contracts/http/product';
import type { RefObject } from 'preact';
import { useId, useState } from 'preact/hooks';
import { money } from '../i18n/format.ts';
import { named, t } from '../i18n/language.ts';
import { catalogue, catalogueEdition } from '../offline/catalogue.ts';
import * as cart from './cart.ts';
import { readCode } from './scanned-code.ts';
import { tillTexts } from './texts.ts';

export interface SearchProps {
  field: RefObject<HTMLInputElement | null>;
  complaint: string | undefined;
  onTake(product: Product, quantity: number): void;
  /** A code typed by hand. */
  onEnter(text: string): void;
  onPay(): void;
}

const SHOWN = 8;

/**
 * One field for everything: a name is searched as it is typed, a code is taken with Enter, and Enter in the empty field
 * pays. Arrows choose among what was found, or among the lines of the cart when nothing is typed.
 */
export function Search({ field, complaint, onTake, onEnter, onPay }: SearchProps) {
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const id = useId();
  void catalogueEdition.value;
  const read = readCode(typed);
  const found = read.kind === 'other' && read.text.length > 0 ? catalogue.search(read.text, SHOWN) : [];
  const choice = found[Math.min(place, found.length - 1)];

  const empty = () => {
    setTyped('');
    setPlace(0);
  };

  function take(product: Product | undefined): void {
    if (product === undefined) return;
    onTake(product, read.kind === 'misread' ? 1 : read.quantity);
    empty();
    field.current?.focus();
  }

  function enter(): void {
    if (typed.trim() === '') onPay();
    else if (read.kind === 'other' && catalogue.bySku(read.text) === undefined && choice !== undefined)
      take(choice);
    else {
      onEnter(typed);
      empty();
    }
  }

  function press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' && !event.repeat) enter();
    else if (event.key === 'Escape') empty();
    else if (step !== undefined && found.length > 0) setPlace((place + step + found.length) % found.length);
    else if (typed !== '' || !changesCart(event.key)) return;
    event.preventDefault();
  }

  return (
    <section class="till-search" aria-label={t(tillTexts.search)}>
      <div class="field">
        <label for={id}>
          {t(tillTexts.scan)} <kbd>F2</kbd>
        </label>
        <input
          id={id}
          ref={field}
          class="till-field"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-found`}
          aria-describedby={`${id}-hint`}
          aria-activedescendant={choice === undefined ? undefined : `${id}-${choice.id}`}
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setPlace(0);
          }}
          onKeyDown={press}
        />
        <span class="hint" id={`${id}-hint`}>
          {t(tillTexts.scanHint)}
        </span>
      </div>
      {complaint !== undefined && typed === '' && (
        <p class="notice bad" role="alert">
          {complaint}
        </p>
      )}
      {read.kind === 'other' && read.text.length > 1 && found.length === 0 && (
        <p class="soft">{t(tillTexts.noResult, { text: read.text })}</p>
      )}
      <ul id={`${id}-found`} role="listbox" aria-label={t(tillTexts.results)} class="till-found">
        {found.map((product) => (
          <li
            key={product.id}
            id={`${id}-${product.id}`}
            role="option"
            aria-selected={product === choice}
            onClick={() => take(product)}
          >
            <span>{named(product)}</span>
            <span class="soft">{product.sku}</span>
            <span class="amount">{money(product.priceCents)}</span>
          </li>
        ))}
      </ul>
      {typed === '' && <Keys />}
    </section>
  );
}

/** What a clerk who has never seen this till needs to know. */
function Keys() {
  return (
    <dl class="till-keys" aria-label={t(tillTexts.keys)}>
      <dt>
        <kbd>↵</kbd>
      </dt>
      <dd>{t(tillTexts.keyPay)}</dd>
      <dt>
        <kbd>3*</kbd>
      </dt>
      <dd>{t(tillTexts.keyTimes)}</dd>
      <dt>
        <kbd>↑</kbd> <kbd>↓</kbd>
      </dt>
      <dd>{t(tillTexts.keyChoose)}</dd>
      <dt>
        <kbd>+</kbd> <kbd>−</kbd>
      </dt>
      <dd>{t(tillTexts.keyQuantity)}</dd>
      <dt>
        <kbd>Del</kbd>
      </dt>
      <dd>{t(tillTexts.keyRemove)}</dd>
    </dl>
  );
}

/** With an empty field, keys act on the chosen line of the cart. */
function changesCart(key: string): boolean {
  const { lines } = cart.cart.peek();
  const at = lines.findIndex(({ productId }) => productId === cart.chosen.peek());
  const line = lines[at];
  if (line === undefined) return false;
  if (key === '+') cart.setQuantity(line.productId, line.quantity + 1);
  else if (key === '-') cart.setQuantity(line.productId, line.quantity - 1);
  else if (key === 'Delete') cart.setQuantity(line.productId, 0);
  else if (key === 'ArrowDown') cart.chosen.value = lines[Math.min(at + 1, lines.length - 1)]?.productId;
  else if (key === 'ArrowUp') cart.chosen.value = lines[Math.max(at - 1, 0)]?.productId;
  else return false;
  return true;
}
