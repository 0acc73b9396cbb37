import { type Token, tokens } from './lexer.ts';
import { SieveProblem } from './problem.ts';

export type Argument =
  | { kind: 'strings'; texts: string[]; line: number }
  | { kind: 'number'; value: number; line: number }
  | { kind: 'tag'; name: string; line: number };

/** A test or a command: the grammar is the same (RFC 5228 §8.2), what is allowed where is the checker's matter. */
export interface Node {
  name: string;
  line: number;
  arguments: Argument[];
  tests: Node[];
  /** null: ended by a semicolon. */
  block: Node[] | null;
}

const depthLimit = 32;

/** Throws SieveProblem. */
export function parse(script: string): Node[] {
  const all = tokens(script);
  let i = 0;
  const here = () => all[i] as Token;
  const show = (token: Token): string =>
    token.kind === 'end'
      ? ''
      : token.kind === 'number'
        ? String(token.value)
        : token.kind === 'string'
          ? `"${token.text}"`
          : token.kind === 'tag'
            ? `:${token.text}`
            : token.text;
  const isMark = (text: string) => {
    const token = here();
    return token.kind === 'mark' && token.text === text;
  };
  const expected = (en: string, zh: string): SieveProblem => {
    const token = here();
    return token.kind === 'end'
      ? new SieveProblem(token.line, `expected ${en}, found the end of the script.`, `这里应是${zh}，脚本却结束了。`)
      : new SieveProblem(token.line, `expected ${en}, found ${show(token)}.`, `这里应是${zh}，现在是 ${show(token)}。`);
  };

  function args(depth: number): { arguments: Argument[]; tests: Node[] } {
    const list: Argument[] = [];
    for (;;) {
      const token = here();
      if (token.kind === 'string') list.push({ kind: 'strings', texts: [token.text], line: token.line });
      else if (token.kind === 'number') list.push({ kind: 'number', value: token.value, line: token.line });
      else if (token.kind === 'tag') list.push({ kind: 'tag', name: token.text, line: token.line });
      else if (isMark('[')) {
        const line = token.line;
        const texts: string[] = [];
        do {
          i++;
          const text = here();
          if (text.kind !== 'string') throw expected('a text in quotation marks', '引号中的文本');
          texts.push(text.text);
          i++;
        } while (isMark(','));
        if (!isMark(']')) throw expected(', or ]', ', 或 ]');
        list.push({ kind: 'strings', texts, line });
      } else break;
      i++;
    }
    if (here().kind === 'word') return { arguments: list, tests: [node(depth + 1, true)] };
    if (!isMark('(')) return { arguments: list, tests: [] };
    const tests: Node[] = [];
    do {
      i++;
      if (here().kind !== 'word') throw expected('a test', '一个测试');
      tests.push(node(depth + 1, true));
    } while (isMark(','));
    if (!isMark(')')) throw expected(', or )', ', 或 )');
    i++;
    return { arguments: list, tests };
  }

  let open = 0;
  function node(depth: number, test: boolean): Node {
    const token = here();
    if (token.kind !== 'word') throw expected('a command', '一条命令');
    if (depth > depthLimit || ++open > 4000) throw new SieveProblem(token.line, 'this is nested too deeply, or too long.', '嵌套太深，或脚本太长。');
    i++;
    const result: Node = { name: token.text, line: token.line, ...args(depth), block: null };
    if (test) return result;
    if (isMark(';')) {
      i++;
      return result;
    }
    if (!isMark('{')) throw expected('; or {', '; 或 {');
    i++;
    result.block = [];
    while (!isMark('}')) {
      if (here().kind === 'end') throw expected('}', '}');
      result.block.push(node(depth + 1, false));
    }
    i++;
    return result;
  }

  const script_: Node[] = [];
  while (here().kind !== 'end') script_.push(node(0, false));
  return script_;
}
