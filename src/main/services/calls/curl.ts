/** @file A stored call as a command for a shell. The key is a variable that whoever runs it sets. */
import type { Call } from '#shared/contracts/calls';
import { AppError } from '#shared/contracts/errors';
import type { StoredEndpoint } from '../../store/endpoint-repository';

export function curlCommand({ messages, parameters, sample, model }: Call, { name, settings, secret, keyVariable }: StoredEndpoint): string {
  const [baseUrl] = settings.baseUrls;
  if (settings.kind !== 'openai' || baseUrl === undefined) throw new AppError('UNSUPPORTED', `No server was asked: the endpoint "${name}" is of the kind ${settings.kind}.`);
  const { temperature, maxTokens, topP, stop, seed } = parameters;
  const body = { model, messages, temperature, max_tokens: maxTokens, top_p: topP, stop, seed: seed === undefined || !settings.supports.seed ? undefined : seed + sample };
  const lines = [
    `curl ${quoted(`${baseUrl}/chat/completions`)}`,
    `-H ${quoted('Content-Type: application/json')}`,
    ...(secret === null && keyVariable === null ? [] : ['-H "Authorization: Bearer $API_KEY"']),
    `-d ${quoted(JSON.stringify(body, null, 2))}`,
  ];
  return lines.join(' \\\n  ');
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
