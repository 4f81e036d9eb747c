// The menu of filters, fetched after the list.
export { FilterMenu as default } from './list-filters';
