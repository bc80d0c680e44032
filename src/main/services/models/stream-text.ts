/** @file The text of an engine process as it grows: notes of tokens, then the whole. Leaving the loop early stops the generation. */
import type { ExecutionProviderName, GenerationUpdate } from '#shared/contracts/models';
import type { GenerateQuestion, TokenNote } from '../../jobs/programs/engine-host/protocol';
import type { EngineHosts } from './engine-hosts';

let streams = 0;

export async function* streamText(
  engines: EngineHosts,
  { provider, question, signal }: { provider: ExecutionProviderName; question: Omit<GenerateQuestion, 'stream' | 'kind'>; signal: AbortSignal },
): AsyncGenerator<GenerationUpdate> {
  const stream = ++streams;
  const waiting: TokenNote[] = [];
  let wake: () => void = () => undefined;
  const stopListening = engines.listen(stream, (note) => {
    waiting.push(note);
    wake();
  });
  const abandoned = new AbortController();
  let isOver = false;
  const answer = engines.ask(provider, { kind: 'generate', stream, ...question }, { signal: AbortSignal.any([signal, abandoned.signal]) }).finally(() => {
    isOver = true;
    wake();
  });
  // Awaited below; until then a failure must not count as unhandled.
  answer.catch(() => undefined);
  try {
    for (;;) {
      const note = waiting.shift();
      if (note !== undefined) yield { kind: 'token', text: note.text, tokenId: note.tokenId, logProb: note.logProb };
      else if (isOver) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    const { text, reason, tokens, promptTokens, tokensPerSecond } = await answer;
    yield { kind: 'end', text, reason, tokens: [...tokens], promptTokens, tokensPerSecond };
  } finally {
    stopListening();
    abandoned.abort();
  }
}
