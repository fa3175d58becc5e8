/** A page of a list, as every list of the API answers. */
export interface Page<Item> {
  items: Item[];
  page: number;
  size: number;
  total: number;
}
