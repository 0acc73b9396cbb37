/** This browser's memory. A browser that forbids it (private windows, a full disk) forgets with the page, and nothing breaks. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Forbidden: as good as empty.
    return null;
  }
}

/** False when the browser could not keep it. */
export function remember(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    // Forbidden or full; whoever has to say so asks.
    return false;
  }
}
