/** Recovery words, numbered. */
export function Words(props: { words: string }) {
  return (
    <ol class="words" data-testid="words" translate={false}>
      {props.words.split(' ').map((word, at) => (
        <li key={at}>{word}</li>
      ))}
    </ol>
  );
}
