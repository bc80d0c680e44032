/** @file Answers of a workbench with two models, three endpoints, a role and some calls. */
import type { Call, CallSummary } from '#shared/contracts/calls';
import type { Endpoint } from '#shared/contracts/endpoints';
import type { RegisteredModel } from '#shared/contracts/models';
import type { Prompt, RoleInfo } from '#shared/contracts/prompts';
import { CallId, EndpointId, ModelId, PromptId, RunId } from '#shared/domain/ids';
import type { FakeHandlers } from './fake-client';
import { sampleHandlers } from './samples';

const at = '2026-11-20T10:00:00.000Z';

export const storyModel: RegisteredModel = {
  id: ModelId.parse(1),
  name: 'Small talk',
  kind: 'decoder',
  family: 'llama',
  architecture: 'LlamaForCausalLM',
  parameters: 124_645_632,
  dtype: 'bf16',
  contextLength: 2048,
  vocabularySize: 32_000,
  contentHash: 'a'.repeat(64),
  folderName: 'small-talk-hf',
  files: [{ name: 'model.safetensors', sizeBytes: 249_000_000 }],
  hasTokenizer: true,
  hasChatTemplate: true,
  isSentenceEncoder: false,
  state: 'ready',
  problems: [],
  registeredAt: at,
};

export const brokenModel: RegisteredModel = { ...storyModel, id: ModelId.parse(2), name: 'Encoder', kind: 'encoder', family: 'roberta', state: 'missing', problems: ['model.safetensors is not in the folder any more.'] };

const endpoint: Endpoint = {
  id: EndpointId.parse(1),
  name: 'Big model',
  kind: 'openai',
  baseUrls: ['https://models.example/v1', 'https://models-2.example/v1'],
  model: 'big-70b',
  prices: { promptPerMillion: 0.5, replyPerMillion: 1.5 },
  maxConcurrency: 8,
  requestsPerMinute: null,
  tokensPerMinute: null,
  timeoutMs: 120_000,
  dailyBudget: {},
  supports: { n: true, seed: true, streaming: true },
  isDeclaredLocal: false,
  isBuiltIn: false,
  isScripted: false,
  isLocal: false,
  hasKey: true,
  apiKeyVariable: null,
  speed: { latencyMs: 850, tokensPerSecond: 62, calls: 40 },
  health: { state: 'closed', failuresInARow: 0, lastFailure: null, retryAt: null },
  createdAt: at,
};

export const endpoints: Endpoint[] = [
  endpoint,
  { ...endpoint, id: EndpointId.parse(2), name: 'Own server', baseUrls: ['http://localhost:8000/v1'], isLocal: true, hasKey: false, speed: null, health: { state: 'open', failuresInARow: 5, lastFailure: 'The server did not answer in time.', retryAt: at } },
  { ...endpoint, id: EndpointId.parse(3), name: 'Scripted A (no language model)', kind: 'scripted', baseUrls: [], model: 'scripted-a', isScripted: true, isBuiltIn: true, isLocal: true, hasKey: false, speed: null },
];

const role: RoleInfo = {
  role: 'annotate-emotion',
  title: 'Annotator: emotion',
  description: 'Says how strong the negative emotion of each seeker turn is.',
  slots: [{ name: 'window', description: 'The utterances, one a line.', schema: { type: 'string' }, isRequired: true }],
  parameters: { temperature: 0, maxTokens: 400 },
  answer: 'one intensity a seeker turn',
  takesDialogue: true,
  example: { window: 'seeker: I cannot sleep.' },
};

export const prompt: Prompt = { id: PromptId.parse(1), role: role.role, version: 1, sha256: 'b'.repeat(64), isShipped: true, isCurrent: true, note: '', calls: 12, createdAt: at, text: '# System\nRate the emotion.\n\n# User\n{{ window }}' };

const summary: CallSummary = {
  id: CallId.parse(1),
  at,
  role: role.role,
  runId: RunId.parse(4),
  item: 'dialogue 12, window 1',
  endpointId: endpoint.id,
  endpointName: endpoint.name,
  model: endpoint.model,
  isScripted: false,
  sample: 0,
  attempt: 1,
  outcome: 'parsed',
  excerpt: 'I cannot sleep. (1): 4',
  promptTokens: 812,
  replyTokens: 14,
  isEstimated: false,
  cost: 0.0004,
  latencyMs: 830,
  tries: 1,
  reuses: 0,
};

export const calls: CallSummary[] = [summary, { ...summary, id: CallId.parse(2), outcome: 'unparsed', excerpt: 'I would rather not say.' }, { ...summary, id: CallId.parse(3), outcome: 'failed', excerpt: 'The server did not answer.' }];

export const wholeCall: Call = {
  ...summary,
  messages: [
    { role: 'system', content: 'Rate the emotion.' },
    { role: 'user', content: 'seeker: I cannot sleep.' },
  ],
  parameters: { temperature: 0, maxTokens: 400 },
  slots: { window: 'seeker: I cannot sleep.' },
  promptId: prompt.id,
  promptVersion: 1,
  promptSha256: prompt.sha256,
  reply: 'I cannot sleep. (1): 4',
  reasoning: 'They sound tired.',
  finishReason: 'stop',
  value: [4],
  failure: null,
  reason: null,
  tryErrors: [],
};

export function modelHandlers(): FakeHandlers {
  return {
    ...sampleHandlers(),
    'models.list': () => [storyModel, brokenModel],
    'models.engines': () => [{ provider: 'cpu', state: 'idle', loaded: [{ model: 'Small talk', precision: 'int8' }], memoryBytes: 800_000_000 }],
    'models.waiting': () => [{ folderName: 'qwen-small' }],
    'endpoints.list': () => endpoints,
    'prompts.roles': () => [role],
    'prompts.list': () => [prompt],
    'prompts.versions': () => [prompt],
    'prompts.get': () => prompt,
    'prompts.preview': () => ({ problems: [], messages: wholeCall.messages, promptTokens: 40, slots: {} }),
    'calls.list': () => ({ total: calls.length, newest: CallId.parse(3), rows: calls }),
    'calls.get': () => wholeCall,
    'calls.totals': () => ({ calls: 3, cached: 9, unparsed: 1, failed: 1, promptTokens: 2_436, replyTokens: 42, estimated: 0, cost: 0.0012, byRole: [], byEndpoint: [] }),
  };
}
