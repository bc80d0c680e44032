/** @file tokenizer_config.json, special_tokens_map.json and the chat template files: what tokenizer.json does not say. Tokenizes nothing. */
import { fieldsOf, type Fields } from './fields';
import { readJsonObject, readText, type CheckpointFolder } from './folder-files';
import { isJsonObject, type JsonObject } from './json-text';

export const specialTokenNames = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'] as const;
export type SpecialTokenName = (typeof specialTokenNames)[number];

/** A token outside the vocabulary's own, as tokenizer.json writes it. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
  readonly lstrip: boolean;
  readonly rstrip: boolean;
  readonly normalized: boolean;
}

export interface TokenizerConfig {
  readonly specialTokens: Readonly<Partial<Record<SpecialTokenName, string>>>;
  readonly additionalSpecialTokens: readonly string[];
  readonly addedTokens: readonly AddedToken[];
  /** By name; "default" and perhaps "tool_use". */
  readonly chatTemplates: ReadonlyMap<string, { readonly text: string; readonly where: string }>;
  /** Null where the file has none, or the placeholder for "no limit". */
  readonly maxTokens: number | null;
  readonly cleansUpSpaces: boolean;
  readonly addsBosToken: boolean;
  readonly addsEosToken: boolean;
  readonly isLegacy: boolean;
}

const largestConfigBytes = 20_000_000;
const largestTemplateBytes = 1_000_000;

export async function readTokenizerConfig(folder: CheckpointFolder): Promise<TokenizerConfig> {
  const name = 'tokenizer_config.json';
  const json = (await readJsonObject(folder, name, largestConfigBytes)) ?? {};
  const map = (await readJsonObject(folder, 'special_tokens_map.json', largestConfigBytes)) ?? {};
  const fields = fieldsOf(json, `${folder.label}/${name}`);
  return {
    ...readSpecialTokens([fieldsOf(map, `${folder.label}/special_tokens_map.json`), fields]),
    addedTokens: readAddedTokens(fields),
    chatTemplates: new Map([...readTemplates(fields), ...(await readTemplateFiles(folder))]),
    maxTokens: readMaxTokens(fields),
    cleansUpSpaces: fields.flag('clean_up_tokenization_spaces', false),
    addsBosToken: fields.flag('add_bos_token', true),
    addsEosToken: fields.flag('add_eos_token', false),
    isLegacy: fields.flag('legacy', true),
  };
}

/** Later sources win. */
function readSpecialTokens(sources: readonly Fields[]): Pick<TokenizerConfig, 'specialTokens' | 'additionalSpecialTokens'> {
  const specialTokens: Partial<Record<SpecialTokenName, string>> = {};
  let additionalSpecialTokens: readonly string[] = [];
  for (const fields of sources) {
    for (const name of specialTokenNames) {
      if (!fields.has(name)) continue;
      const text = tokenText(fields.raw(name));
      if (text === undefined) throw fields.wrong(name, 'a token');
      specialTokens[name] = text;
    }
    const additional = fields.raw('additional_special_tokens');
    if (additional === undefined) continue;
    const texts = Array.isArray(additional) ? additional.map(tokenText) : [undefined];
    additionalSpecialTokens = texts.filter((text) => text !== undefined);
    if (additionalSpecialTokens.length !== texts.length) throw fields.wrong('additional_special_tokens', 'a list of tokens');
  }
  return { specialTokens, additionalSpecialTokens };
}

/** A token is its text, or an object that has it as `content`. */
function tokenText(value: unknown): string | undefined {
  const text = isJsonObject(value) ? value['content'] : value;
  return typeof text === 'string' ? text : undefined;
}

/** added_tokens_decoder: tokens by id. */
function readAddedTokens(fields: Fields): readonly AddedToken[] {
  const decoder = fields.object('added_tokens_decoder');
  if (decoder === undefined) return [];
  return decoder.names().map((id) => {
    const entry = decoder.object(id);
    if (entry === undefined || !/^\d{1,8}$/.test(id)) throw decoder.wrong(id, 'a token by its id');
    const special = entry.flag('special', false);
    return { id: Number(id), content: entry.text('content'), special, lstrip: entry.flag('lstrip', false), rstrip: entry.flag('rstrip', false), normalized: entry.flag('normalized', !special) };
  });
}

/** A template, or a list of named ones. */
function readTemplates(fields: Fields): readonly (readonly [string, { text: string; where: string }])[] {
  const value = fields.raw('chat_template');
  const { where } = fields;
  if (value === undefined) return [];
  if (typeof value === 'string') return [['default', { text: value, where }]];
  if (!Array.isArray(value)) throw fields.wrong('chat_template', 'a text or a list of named ones');
  return value.map((entry: unknown) => {
    const template: JsonObject = isJsonObject(entry) ? entry : {};
    const { name, template: text } = template;
    if (typeof name !== 'string' || typeof text !== 'string') throw fields.wrong('chat_template', 'a list of objects with "name" and "template"');
    return [name, { text, where }];
  });
}

/** chat_template.jinja, which goes before the config's, and further ones in additional_chat_templates/. */
async function readTemplateFiles(folder: CheckpointFolder): Promise<readonly (readonly [string, { text: string; where: string }])[]> {
  const files = [
    ['default', 'chat_template.jinja'],
    ['tool_use', 'additional_chat_templates/tool_use.jinja'],
  ] as const;
  const templates: [string, { text: string; where: string }][] = [];
  for (const [name, file] of files) {
    const text = await readText(folder, file, largestTemplateBytes);
    if (text !== undefined) templates.push([name, { text, where: `${folder.label}/${file}` }]);
  }
  return templates;
}

/** transformers writes 1e30 for "no limit". */
function readMaxTokens(fields: Fields): number | null {
  const value = fields.raw('model_max_length');
  if (typeof value === 'number' && value > 1e9) return null;
  return fields.optionalSize('model_max_length');
}
