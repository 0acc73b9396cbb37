import type { ShownQuestion } from '../../components/quiz/shown.ts';

/** The texts are HTML that `inline` has made, so setting them is safe. */
const Html = ({ text }: { text: string }) => <span dangerouslySetInnerHTML={{ __html: text }} />;
const chosenFrom = (question: ShownQuestion): boolean => ['single', 'multiple', 'hotspot', 'order'].includes(question.kind);
const rightOnes = (question: ShownQuestion) => question.right.flatMap((id) => question.options.find((option) => option.id === id) ?? []);

/** The question, with what there is to choose from or the dialogue so far. */
export function Front({ question }: { question: ShownQuestion }) {
  return (
    <>
      <p>
        <strong>
          <Html text={question.prompt} />
        </strong>
      </p>
      {question.dialogue && <pre>{question.dialogue.join('\n')}</pre>}
      {chosenFrom(question) && (
        <ul>
          {question.options.map((option) => (
            <li key={option.id}>
              <Html text={option.text} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function Back({ question, rightOrder }: { question: ShownQuestion; rightOrder: string }) {
  const List = question.kind === 'order' ? 'ol' : 'ul';
  return (
    <div class="rd-back">
      {question.kind === 'order' && <p>{rightOrder}</p>}
      <List>
        {rightOnes(question).map((option) => (
          <li key={option.id}>
            <strong>
              <Html text={option.text} />
            </strong>{' '}
            <Html text={option.why} />
          </li>
        ))}
      </List>
    </div>
  );
}

/** The same as HTML in one line, for a file that other programs read. */
export function plainFront(question: ShownQuestion): string {
  return [question.prompt, ...(question.dialogue ?? []), ...(chosenFrom(question) ? question.options.map((option) => `– ${option.text}`) : [])].join('\n');
}
export function plainBack(question: ShownQuestion): string {
  return rightOnes(question)
    .map((option, i) => `${question.kind === 'order' ? `${i + 1}. ` : ''}${option.text}: ${option.why}`)
    .join('\n');
}
