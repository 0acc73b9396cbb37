import type { Node } from './parser.ts';
import { SieveProblem } from './problem.ts';

/** `${hex: 40}` and `${unicode: 53d1 7968}` (RFC 5228 §2.4.2.4). What is not written so stays as it stands; a number that is no character is an error. */
export function decodeCharacters(text: string, line: number): string {
  return text.replace(/\$\{(hex|unicode):\s*([0-9a-f]+(?:\s+[0-9a-f]+)*)\s*\}/gi, (whole, kind: string, list: string) => {
    const numbers = list.split(/\s+/).map((number) => Number.parseInt(number, 16));
    if (kind.toLowerCase() === 'hex') {
      // Two digits each: anything else is no encoded character.
      if (list.split(/\s+/).some((number) => number.length > 2)) return whole;
      return new TextDecoder().decode(Uint8Array.from(numbers));
    }
    const wrong = numbers.find((number) => number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff));
    if (wrong !== undefined)
      throw new SieveProblem(line, `${whole}: ${wrong.toString(16)} is no character of Unicode.`, `${whole}：${wrong.toString(16)} 不是 Unicode 字符。`);
    return String.fromCodePoint(...numbers);
  });
}

/** The same script with every text decoded, in tests and blocks as well. */
export function withCharacters(nodes: readonly Node[]): Node[] {
  return nodes.map((node) => ({
    ...node,
    arguments: node.arguments.map((argument) =>
      argument.kind === 'strings' ? { ...argument, texts: argument.texts.map((text) => decodeCharacters(text, argument.line)) } : argument,
    ),
    tests: withCharacters(node.tests),
    block: node.block && withCharacters(node.block),
  }));
}
