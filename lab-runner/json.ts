/** What the text says, or undefined when it is not JSON: the caller says what was found instead. */
export function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
