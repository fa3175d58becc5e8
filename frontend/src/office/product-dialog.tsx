import type { Product } from '@comptoir/contracts/http/product';
import { useState } from 'preact/hooks';
import { call } from '../api/session.ts';
import { named, t } from '../i18n/language.ts';
import { categoryName } from '../shop/categories.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Choice, TextInput } from '../ui/inputs.tsx';
import { announce } from '../ui/live.tsx';
import { useSending } from '../ui/sending.ts';
import { uiTexts } from '../ui/texts.ts';
import { rightCheckDigit } from '../ean13.ts';
import type { ProductDraft } from './product-draft.ts';
import { bodyOf, draftOf } from './product-draft.ts';
import { besideField } from './refusal.ts';
import { Refused } from './refused.tsx';
import { officeTexts, productTexts } from './texts.ts';
import { useCategories } from '../shop/use-categories.ts';

interface ProductDialogProps {
  /** Without one, a new product is put on sale. */
  product?: Product;
  onClose(): void;
  onSaved(): void;
}

export function ProductDialog({ product, onClose, onSaved }: ProductDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(product));
  const [version, setVersion] = useState(product?.version);
  const sending = useSending(async () => {
    const saved =
      product === undefined
        ? await call<Product>('/api/products', { method: 'POST', body: bodyOf(draft) })
        : await call<Product>(`/api/products/${product.id}`, {
            method: 'PUT',
            body: { ...bodyOf(draft), version },
          });
    announce(t(product === undefined ? productTexts.created : officeTexts.changed, { name: named(saved) }));
    onSaved();
    onClose();
  });
  async function readAgain() {
    // Past the copies of browser and gateway, which may be older than what was refused.
    const now = await call<Product>(`/api/products/${product?.id ?? ''}?fresh=${Date.now()}`);
    setDraft(draftOf(now));
    setVersion(now.version);
    sending.clear();
  }

  return (
    <FormDialog
      title={product === undefined ? t(productTexts.add) : t(officeTexts.editOf, { name: named(product) })}
      action={t(product === undefined ? productTexts.create : uiTexts.save)}
      sending={sending}
      problem={<Refused error={sending.error} onReadAgain={() => void readAgain().catch(sending.fail)} />}
      onClose={onClose}
    >
      <Fields
        draft={draft}
        error={sending.error}
        onDraft={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
    </FormDialog>
  );
}

interface FieldsProps {
  draft: ProductDraft;
  error: unknown;
  onDraft(part: Partial<ProductDraft>): void;
}

function Fields({ draft, error, onDraft }: FieldsProps) {
  return (
    <>
      <TextInput
        label={t(productTexts.nameFr)}
        value={draft.nameFr}
        onValue={(nameFr) => onDraft({ nameFr })}
        problem={besideField(error, 'nameFr', productTexts.nameRule)}
      />
      <TextInput
        label={t(productTexts.nameEn)}
        value={draft.nameEn}
        onValue={(nameEn) => onDraft({ nameEn })}
        problem={besideField(error, 'nameEn', productTexts.nameRule)}
      />
      <div class="pair">
        <TextInput
          label={t(productTexts.price)}
          hint={t(productTexts.priceHint)}
          inputmode="decimal"
          autocomplete="off"
          value={draft.price}
          onValue={(price) => onDraft({ price })}
          problem={besideField(error, 'priceCents', productTexts.priceRule)}
        />
        <Choice
          label={t(productTexts.tax)}
          value={draft.taxClass}
          onValue={(value) =>
            onDraft({ taxClass: TAX_CLASSES.find((known) => known === value) ?? 'taxable' })
          }
          options={TAX_CLASSES.map((value) => ({ value, text: t(productTexts[value]) }))}
          problem={besideField(error, 'taxClass', productTexts.tax)}
        />
      </div>
      <Codes draft={draft} error={error} onDraft={onDraft} />
    </>
  );
}

const TAX_CLASSES = ['taxable', 'zeroRated', 'tpsOnly'] as const;

function Codes({ draft, error, onDraft }: FieldsProps) {
  // Told while it is typed: a digit copied wrong is found before anything is sent.
  const digit = rightCheckDigit(draft.barcode.replaceAll(/\s/g, ''));
  return (
    <>
      <div class="pair">
        <TextInput
          label={t(productTexts.sku)}
          hint={t(productTexts.skuHint)}
          autocomplete="off"
          value={draft.sku}
          onValue={(sku) => onDraft({ sku })}
          problem={besideField(error, 'sku', productTexts.skuRule)}
        />
        <TextInput
          label={t(productTexts.barcode)}
          hint={t(productTexts.barcodeHint)}
          inputmode="numeric"
          autocomplete="off"
          value={draft.barcode}
          onValue={(barcode) => onDraft({ barcode })}
          problem={
            digit === undefined
              ? besideField(error, 'barcode', productTexts.barcodeRule)
              : t(productTexts.checkDigit, { digit })
          }
        />
      </div>
      <Category draft={draft} error={error} onDraft={onDraft} />
    </>
  );
}

/** Free, but those that there are can be picked: the same thing should not stand on two shelves. */
function Category({ draft, error, onDraft }: FieldsProps) {
  const categories = useCategories();
  return (
    <Field
      label={t(productTexts.category)}
      hint={t(productTexts.categoryHint)}
      problem={besideField(error, 'category', productTexts.categoryRule)}
    >
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            list="known-categories"
            autocomplete="off"
            value={draft.category}
            onInput={(event) => onDraft({ category: event.currentTarget.value })}
          />
          <datalist id="known-categories">
            {categories.map((value) => (
              <option key={value} value={value}>
                {categoryName(value)}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
