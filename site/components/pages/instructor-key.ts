const keyName = 'postlab.instructor';

/** Takes the key from the address (and out of it, so that it is not shared with a copied link) or from this tab's memory. */
export function instructorKey(): string | null {
  const url = new URL(location.href);
  const given = url.searchParams.get('key');
  if (given) {
    sessionStorage.setItem(keyName, given);
    url.searchParams.delete('key');
    history.replaceState(null, '', url);
  }
  return given ?? sessionStorage.getItem(keyName);
}
