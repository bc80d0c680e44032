/**
 * @file Models that were registered by reference, and what a person may ask of one: text, scores, vectors. Owner: services/models.
 * A model is named by its id or by its name. No command shows where it lies.
 */
import { z } from 'zod';
import { mutation, query, subscription } from './define';
import { FileId, ModelId } from '../domain/ids';

export const ExecutionProviderName = z.enum(['cpu', 'webgpu', 'cuda', 'directml', 'coreml']);
export type ExecutionProviderName = z.output<typeof ExecutionProviderName>;

export const WeightPrecisionName = z.enum(['f32', 'int8', 'int4']);
export type WeightPrecisionName = z.output<typeof WeightPrecisionName>;

const ModelName = z.string().trim().min(1, 'Give the model a name.').max(100, 'A name has at most 100 characters.').regex(/^[^\p{Cc}]*$/u, 'A name has no control characters.');
/** An id, or a name. */
export const ModelKey = z.union([ModelId, ModelName]);
export type ModelKey = z.output<typeof ModelKey>;

export const ModelFile = z.object({ name: z.string(), sizeBytes: z.number() });

export const RegisteredModel = z.object({
  id: ModelId,
  name: z.string(),
  kind: z.enum(['decoder', 'encoder']),
  family: z.string(),
  architecture: z.string(),
  parameters: z.int(),
  /** Most weights are stored in it: F32, F16, BF16. */
  dtype: z.string(),
  contextLength: z.int(),
  vocabularySize: z.int(),
  /** sha256 over the folder's deciding files and the headers of its weights. */
  contentHash: z.string(),
  /** The folder's own name, not its path. */
  folderName: z.string(),
  files: z.array(ModelFile),
  hasTokenizer: z.boolean(),
  hasChatTemplate: z.boolean(),
  /** Made for sentence embeddings. */
  isSentenceEncoder: z.boolean(),
  /** `missing`: a file is gone; `changed`: a file has another size than when it was registered. Such a model does not run. */
  state: z.enum(['ready', 'missing', 'changed']),
  problems: z.array(z.string()),
  registeredAt: z.iso.datetime(),
});
export type RegisteredModel = z.output<typeof RegisteredModel>;

export const ProviderReport = z.object({
  name: ExecutionProviderName,
  isAvailable: z.boolean(),
  /** Why it is refused, or how it runs. */
  reason: z.string(),
});
export type ProviderReport = z.output<typeof ProviderReport>;

/** One device's engine process. */
export const EngineState = z.object({
  provider: ExecutionProviderName,
  state: z.enum(['idle', 'working', 'starting']),
  loaded: z.array(z.object({ model: z.string(), precision: WeightPrecisionName })),
  memoryBytes: z.number(),
});
export type EngineState = z.output<typeof EngineState>;

const Prompt = z.string().max(1_000_000, 'A prompt has at most a million characters.');
const ChatMessage = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string().max(1_000_000) });
const tokenIds = z.array(z.int().nonnegative()).min(1, 'Give at least one token id.').max(32_768, 'At most 32,768 token ids are read at once.');
const where = {
  model: ModelKey,
  provider: ExecutionProviderName.default('cpu'),
  precision: WeightPrecisionName.default('f32'),
  /** A chosen adapter_config.json: the LoRA adapter or soft prompt in its folder runs with the model, a decoder. */
  adapter: FileId.optional(),
};

export const GenerateInput = z
  .object({
    ...where,
    prompt: Prompt.optional(),
    /** Instead of a prompt, for models with a chat template. */
    messages: z.array(ChatMessage).min(1).max(1_000).optional(),
    maxTokens: z.int().min(1, 'At least one token.').max(32_768, 'At most 32,768 new tokens.').default(128),
    temperature: z.number().min(0, 'A temperature is 0 or more.').max(10, 'A temperature is at most 10.').default(0),
    topK: z.int().min(1, 'At least one token is chosen from.').optional(),
    topP: z.number().gt(0, 'A probability above 0 is needed.').max(1, 'A probability is at most 1.').optional(),
    repetitionPenalty: z.number().min(0.1, 'A penalty is at least 0.1; 1 changes nothing.').max(10, 'A penalty is at most 10.').optional(),
    stop: z.array(z.string().min(1)).max(16, 'At most 16 stop strings.').optional(),
    seed: z.int().nonnegative().default(0),
  })
  .refine(({ prompt, messages }) => (prompt === undefined) !== (messages === undefined), 'Give either a prompt or messages.');

export const GenerationUpdate = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('token'), text: z.string(), tokenId: z.int(), logProb: z.number() }),
  z.object({
    kind: z.literal('end'),
    text: z.string(),
    reason: z.enum(['end', 'stop', 'length']),
    tokens: z.array(z.int()),
    promptTokens: z.int(),
    tokensPerSecond: z.number(),
  }),
]);
export type GenerationUpdate = z.output<typeof GenerationUpdate>;

const TokenScore = z.object({ id: z.int(), value: z.number(), token: z.string().optional() });

export const modelsContract = {
  'models.list': query({ input: z.object({}), output: z.array(RegisteredModel) }),
  'models.get': query({ input: z.object({ model: ModelKey }), output: RegisteredModel }),
  /** Reads the whole folder again: headers, tokenizer, sizes. The state and the problems are as found now. */
  'models.check': mutation({ input: z.object({ model: ModelKey }), output: RegisteredModel }),
  /** Folders under `models/` in the workspace that hold a config.json and are not registered. */
  'models.waiting': query({ input: z.object({}), output: z.array(z.object({ folderName: z.string() })) }),
  /** The folder of a chosen config.json, or one that waits under `models/`. Nothing is copied. CONFLICT for a name that is taken. */
  'models.import': mutation({
    input: z.object({ name: ModelName, from: z.union([z.object({ fileId: FileId }), z.object({ folderName: z.string().min(1) })]) }),
    output: RegisteredModel,
  }),
  'models.importFolder': mutation({ input: z.object({ name: ModelName, path: z.string().min(1) }), output: RegisteredModel, localOnly: true }),
  /** Writes the model with a LoRA adapter in it as a folder of its own, which must not exist yet. */
  'models.merge': mutation({ input: z.object({ model: ModelKey, adapterPath: z.string().min(1), path: z.string().min(1) }), output: z.object({ layers: z.int() }), localOnly: true }),
  'models.rename': mutation({ input: z.object({ model: ModelKey, name: ModelName }), output: RegisteredModel }),
  /** Forgets the registration; the files stay where they are. */
  'models.remove': mutation({ input: z.object({ model: ModelKey }), output: z.object({ name: z.string() }) }),
  /** The first call tests every provider, which takes seconds; the answer is kept until the program ends. */
  'models.providers': query({ input: z.object({}), output: z.array(ProviderReport) }),
  'models.engines': query({ input: z.object({}), output: z.array(EngineState) }),
  /** Ends a device's engine process and gives its memory back. */
  'models.unload': mutation({ input: z.object({ provider: ExecutionProviderName }), output: z.object({ wasRunning: z.boolean() }) }),
  'models.generate': subscription({ input: GenerateInput, output: GenerationUpdate }),
  'models.score': query({
    input: z.object({ ...where, prompt: Prompt, continuations: z.array(Prompt.min(1, 'A continuation is not empty.')).min(1, 'Give at least one continuation.').max(256) }),
    output: z.array(z.object({ continuation: z.string(), tokens: z.int(), sumLogProb: z.number(), averageLogProb: z.number() })),
  }),
  /** A decoder: the likeliest next tokens at every position. An encoder: its likeliest tokens where it has a masked-token head. */
  'models.forward': query({
    input: z.object({ ...where, ids: tokenIds, top: z.int().min(1).max(1_000).default(5) }),
    output: z.object({ positions: z.array(z.object({ position: z.int(), id: z.int(), top: z.array(TokenScore) })) }),
  }),
  /** One vector a text. */
  'models.embed': query({
    input: z.object({ model: ModelKey, provider: ExecutionProviderName.default('cpu'), texts: z.array(Prompt).min(1).max(1_024).optional(), ids: tokenIds.optional() }).refine(({ texts, ids }) => (texts === undefined) !== (ids === undefined), 'Give either texts or token ids.'),
    output: z.object({ size: z.int(), vectors: z.array(z.array(z.number())) }),
  }),
} as const;
