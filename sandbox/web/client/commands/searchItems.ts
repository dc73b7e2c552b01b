/** What fits a search, those that begin with it first; everything for an empty one. */
export function searchItems<Item extends { readonly name: string }>(
  items: readonly Item[],
  typed: string,
): readonly Item[] {
  const query = typed.trim().toLowerCase()
  const isBegin = ({ name }: Item) => name.toLowerCase().startsWith(query)
  const found = items.filter(({ name }) => name.toLowerCase().includes(query))
  return [...found.filter(isBegin), ...found.filter((item) => !isBegin(item))]
}
