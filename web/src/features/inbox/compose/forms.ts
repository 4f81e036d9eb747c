// THE LIST of forms, one for each kind (fetched with the first dialog).
import type { ComponentType } from 'react';
import { CarouselForm } from './carousel-form';
import type { ComposeKind } from './kinds';
import { ListForm } from './list-form';
import {
  AddressForm,
  ButtonsForm,
  CallForm,
  CallPermissionForm,
  ContactRequestForm,
  FlowForm,
  LinkForm,
  LocationRequestForm,
} from './offer-forms';
import { ContactsForm, FileForm, PlaceForm } from './plain-forms';
import { ProductForm } from './product-forms';

export const forms: Record<ComposeKind, ComponentType> = {
  buttons: ButtonsForm,
  list: ListForm,
  link: LinkForm,
  carousel: CarouselForm,
  products: ProductForm,
  flow: FlowForm,
  location_request: LocationRequestForm,
  contact_request: ContactRequestForm,
  address: AddressForm,
  call_permission: CallPermissionForm,
  call: CallForm,
  location: PlaceForm,
  contacts: ContactsForm,
  file: FileForm,
};
