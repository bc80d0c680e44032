/** @file Worker task: opens a model's folder and says what is in it. In a worker, so that a hostile file harms nothing else. Runs no model. */
import { openModelFolder } from '../../engine/checkpoint/model-folder';

export interface InspectedModel {
  readonly contentHash: string;
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly description: {
    readonly kind: 'decoder' | 'encoder';
    readonly family: string;
    readonly architecture: string;
    readonly parameters: number;
    readonly dtype: string;
    readonly contextLength: number;
    readonly vocabularySize: number;
    readonly hasTokenizer: boolean;
    readonly hasChatTemplate: boolean;
    readonly isSentenceEncoder: boolean;
    readonly problems: readonly string[];
  };
}

export async function* inspectModel({ path }: { path: string }): AsyncGenerator<InspectedModel> {
  const model = await openModelFolder(path);
  yield {
    contentHash: model.contentHash,
    files: model.files.map(({ name, sizeBytes }) => ({ name, sizeBytes })),
    description: {
      kind: model.config.kind,
      family: model.config.family,
      architecture: model.config.architecture,
      parameters: model.parameterCount,
      dtype: model.dtype,
      contextLength: model.contextLength,
      vocabularySize: model.config.shape.vocabularySize,
      hasTokenizer: model.tokenizer !== null,
      hasChatTemplate: model.tokenizer?.hasChatTemplate === true,
      isSentenceEncoder: model.embedding !== null,
      problems: model.problems,
    },
  };
}
