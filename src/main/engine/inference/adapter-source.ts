/** @file The weights of a model with an adapter of PEFT's beside them: low-rank matrices at the layers that it names, or a soft prompt before every sequence. */
import { openAdapterOf } from '../checkpoint/adapter-folder';
import type { LoraAdapter } from '../checkpoint/lora-adapter';
import type { ModelFolder } from '../checkpoint/model-folder';
import type { PromptAdapter } from '../checkpoint/prompt-adapter';
import { withLora } from '../nn/lora';
import { withSoftPrompt } from '../nn/soft-prompt';
import { trainableWeights } from '../nn/weights';
import { readWhole, type WeightSource } from './weight-source';

export async function withAdapter(source: WeightSource, { config }: ModelFolder, adapterFolder: string): Promise<WeightSource> {
  const adapter = await openAdapterOf(config, adapterFolder);
  return adapter.kind === 'lora' ? await withMatrices(source, adapter) : await withPrompt(source, adapter);
}

async function withMatrices(source: WeightSource, { rank, scaling, targets }: LoraAdapter): Promise<WeightSource> {
  const fed = new Map(source.fed);
  for (const location of targets.flatMap(({ a, b }) => [a, b])) fed.set(location.name, await readWhole(location));
  const layers = new Set(targets.map(({ layer }) => layer));
  return {
    ...source,
    fed,
    weightsOf: (graph) => withLora(source.weightsOf(graph), trainableWeights(graph), (layer) => (layers.has(layer) ? { rank, scaling } : undefined)),
  };
}

async function withPrompt(source: WeightSource, { virtualTokens, embeddings }: PromptAdapter): Promise<WeightSource> {
  const { name, shape } = embeddings;
  return {
    ...source,
    virtualTokens,
    fed: new Map([...source.fed, [name, await readWhole(embeddings)]]),
    weightsOf(graph) {
      const own = trainableWeights(graph);
      return withSoftPrompt(source.weightsOf(graph), () => own.tensor(name, shape));
    },
  };
}
