// Forms of what comes from a catalogue: one product, several, the whole catalogue.
import { Trans, useLingui } from '@lingui/react/macro';
import { Choice, TextField } from './controls';
import { emptyProducts, type ProductsKind } from './empty';
import { useForm } from './form';
import { BodyField, FooterField } from './parts';
import { listAt } from './pointer';
import { Repeat } from './repeat';
import { useLimit } from './use-limit';

export function ProductForm() {
  const { t } = useLingui();
  const form = useForm();
  const type = form.text('/interactive/type');
  const kind: ProductsKind = type === 'product_list' || type === 'catalog_message' ? type : 'product';
  const words = form.text('/interactive/body/text');
  return (
    <>
      <Choice
        label={t`What to show`}
        value={kind}
        options={[
          { value: 'product', label: t`One product` },
          { value: 'product_list', label: t`Several products` },
          { value: 'catalog_message', label: t`The catalogue` },
        ]}
        onChange={(next) => form.set('/interactive', emptyProducts(next, words))}
      />
      <p className="rounded-control bg-sunken px-3 py-2 text-13 text-fg-2">
        <Trans>Names, pictures and prices come from the catalogue connected to the number in Commerce Manager.</Trans>
      </p>
      {kind === 'product' && <OneProduct />}
      {kind === 'product_list' && <SeveralProducts />}
      {kind === 'catalog_message' && <WholeCatalogue />}
    </>
  );
}

function OneProduct() {
  const { t } = useLingui();
  return (
    <>
      <BodyField optional />
      <FooterField />
      <div className="grid gap-3 md:grid-cols-2">
        <CatalogField />
        <TextField pointer="/interactive/action/product_retailer_id" label={t`Product id`} code />
      </div>
    </>
  );
}

function CatalogField() {
  const { t } = useLingui();
  return <TextField pointer="/interactive/action/catalog_id" label={t`Catalogue id`} code />;
}

function SeveralProducts() {
  const { t } = useLingui();
  const form = useForm();
  const limit = useLimit();
  const sections = listAt(form.content, '/interactive/action/sections');
  const products = sections.reduce<number>((sum, section) => sum + listAt(section, '/product_items').length, 0);
  return (
    <>
      <TextField pointer="/interactive/header/text" label={t`Header`} limit="interactive.header_text" />
      <BodyField />
      <FooterField />
      <CatalogField />
      <Repeat
        pointer="/interactive/action/sections"
        name={(place) => t`Section ${place + 1}`}
        addLabel={t`Add a section`}
        least={1}
        most={limit('interactive.product_list.sections')}
        make={() => ({ title: '', product_items: [{ product_retailer_id: '' }] })}
      >
        {(pointer, place) => (
          <>
            <TextField
              pointer={`${pointer}/title`}
              label={t`Title of section ${place + 1}`}
              limit="interactive.list.section_title"
            />
            <Repeat
              compact
              pointer={`${pointer}/product_items`}
              name={(item) => t`Product ${item + 1}`}
              addLabel={t`Add a product`}
              least={1}
              most={Math.max(
                1,
                limit('interactive.product_list.products') -
                  products +
                  listAt(form.content, `${pointer}/product_items`).length,
              )}
              make={() => ({ product_retailer_id: '' })}
            >
              {(item, at) => <TextField pointer={`${item}/product_retailer_id`} label={t`Product id ${at + 1}`} code />}
            </Repeat>
          </>
        )}
      </Repeat>
    </>
  );
}

function WholeCatalogue() {
  const { t } = useLingui();
  return (
    <>
      <BodyField />
      <FooterField />
      <TextField
        pointer="/interactive/action/parameters/thumbnail_product_retailer_id"
        label={t`Product on the picture (optional)`}
        optional="/interactive/action/parameters"
        hint={t`Left empty, the first product of the catalogue is shown.`}
        code
      />
    </>
  );
}
