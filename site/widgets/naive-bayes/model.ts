import type { Sample } from './corpus.ts';

/** Multinomial naive Bayes with add-one smoothing (Manning, Raghavan, Schütze, Introduction to Information Retrieval, §13.2). */
export interface Model {
  counts: { spam: Map<string, number>; ham: Map<string, number> };
  tokens: { spam: number; ham: number };
  documents: { spam: number; ham: number };
  vocabulary: Set<string>;
}
export type Label = 'spam' | 'ham';

/** Words of Latin script in small letters, numbers; of Chinese, which has no spaces, every two characters side by side. */
export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  for (const run of text.toLowerCase().match(/[\p{Script=Han}]+|[\p{L}\p{N}']+/gu) ?? []) {
    // The second class takes Han as well, after Latin letters: cut such runs apart.
    for (const part of run.match(/[\p{Script=Han}]+|[^\p{Script=Han}]+/gu) ?? []) {
      if (!/\p{Script=Han}/u.test(part)) tokens.push(part);
      else {
        const characters = [...part];
        if (characters.length === 1) tokens.push(part);
        for (let i = 0; i + 1 < characters.length; i++) tokens.push(`${characters[i]}${characters[i + 1]}`);
      }
    }
  }
  return tokens;
}

export function train(samples: readonly Sample[], split: (text: string) => string[] = tokenize): Model {
  const model: Model = { counts: { spam: new Map(), ham: new Map() }, tokens: { spam: 0, ham: 0 }, documents: { spam: 0, ham: 0 }, vocabulary: new Set() };
  for (const sample of samples) {
    const label: Label = sample.spam ? 'spam' : 'ham';
    model.documents[label]++;
    for (const token of split(sample.text)) {
      model.counts[label].set(token, (model.counts[label].get(token) ?? 0) + 1);
      model.tokens[label]++;
      model.vocabulary.add(token);
    }
  }
  return model;
}

export interface Evidence {
  token: string;
  /** log2 of how much more often it stands in spam than in ham: positive speaks for spam. */
  weight: number;
}
export interface Verdict {
  /** Probability of spam, as the model believes. */
  spam: number;
  logSpam: number;
  logHam: number;
  evidence: Evidence[];
  /** Tokens that were never seen in training: they say nothing. */
  unknown: string[];
}

export function classify(model: Model, text: string, split: (text: string) => string[] = tokenize): Verdict {
  const all = model.documents.spam + model.documents.ham;
  const likelihood = (token: string, label: Label): number => ((model.counts[label].get(token) ?? 0) + 1) / (model.tokens[label] + model.vocabulary.size);
  let logSpam = Math.log(model.documents.spam / all);
  let logHam = Math.log(model.documents.ham / all);
  const weights = new Map<string, number>();
  const unknown: string[] = [];
  for (const token of split(text)) {
    if (!model.vocabulary.has(token)) {
      unknown.push(token);
      continue;
    }
    const [s, h] = [likelihood(token, 'spam'), likelihood(token, 'ham')];
    logSpam += Math.log(s);
    logHam += Math.log(h);
    weights.set(token, (weights.get(token) ?? 0) + Math.log2(s / h));
  }
  const evidence = [...weights].map(([token, weight]) => ({ token, weight })).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return { spam: 1 / (1 + Math.exp(logHam - logSpam)), logSpam, logHam, evidence, unknown };
}

export interface Confusion {
  caught: number;
  missed: number;
  wronged: number;
  passed: number;
}
/** Over a set that was not trained on; `threshold` is the probability from which a message is called spam. */
export function evaluate(model: Model, samples: readonly Sample[], threshold: number): Confusion {
  const result: Confusion = { caught: 0, missed: 0, wronged: 0, passed: 0 };
  for (const sample of samples) {
    const called = classify(model, sample.text).spam >= threshold;
    if (sample.spam) result[called ? 'caught' : 'missed']++;
    else result[called ? 'wronged' : 'passed']++;
  }
  return result;
}
/** Of what was called spam, the share that is; of the spam, the share that was called so. NaN when nothing was called, or there is none. */
export const precision = (c: Confusion): number => c.caught / (c.caught + c.wronged);
export const recall = (c: Confusion): number => c.caught / (c.caught + c.missed);

/** Poisoning: somebody gets `copies` of a text into the training set under the wrong label, by pressing “not spam”. */
export const poison = (samples: readonly Sample[], text: string, copies: number): Sample[] => [
  ...samples,
  ...Array.from({ length: copies }, () => ({ text, spam: false })),
];
