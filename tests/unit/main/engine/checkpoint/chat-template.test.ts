/** @file Chat templates give what transformers 5.18 (jinja2 3.1.6) gives; hostile ones end soon. */
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contracts/errors';
import { compileChatTemplate, type ChatMessage, type ChatOptions } from '#main/engine/checkpoint/chat-template';
import { strftime } from '#main/engine/checkpoint/strftime';

const now = new Date(2026, 6, 4, 15, 7, 9);
const conversation: readonly ChatMessage[] = [
  { role: 'system', content: 'Be kind.' },
  { role: 'user', content: ' Hi there! ' },
  { role: 'assistant', content: 'Hello <b> & "you"\n' },
  { role: 'user', content: 'Bye é 🙂' },
];
const tool = { type: 'function', function: { name: 'get', description: 'Gets "it" <now>', parameters: { properties: { x: { default: 1.5 } }, required: [] } } };

describe('renderings equal the reference:', () => {
  it.each<[string, string, string]>([
    [
      'Llama 2',
      "{{ bos_token }}{% set system = messages[0]['content'] %}{% for message in messages[1:] %}{% if message['role'] == 'user' %}{{ '[INST] ' + ('<<SYS>>\\n' + system + '\\n<</SYS>>\\n\\n' if loop.first else '') + message['content'].strip() + ' [/INST]' }}{% else %}{{ ' ' + message['content'] | trim + ' ' + eos_token }}{% endif %}{% endfor %}",
      '<s>[INST] <<SYS>>\nBe kind.\n<</SYS>>\n\nHi there! [/INST] Hello <b> & "you" </s>[INST] Bye é 🙂 [/INST]',
    ],
    ['block trimming', '  {% if true %}\n    yes\n  {% endif %}\n{# comment #}\n{%- for i in range(3) -%}\n  {{ i }},\n{%- endfor %}\nend\n', '    yes\n0,1,2,end'],
    ['generation blocks', "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{{ eos_token }}{% endgeneration %}{% else %}{{ m.role }};{% endif %}{% endfor %}", 'system;user;Hello <b> & "you"\n</s>user;'],
    ['macros', "{% macro say(m, close=']') %}[{{ m.role|upper }}{{ close }}{% endmacro %}{{ say(messages[0]) }}{{ say(messages[1], close='!') }}", '[SYSTEM][USER!'],
    ['namespaces', "{% set ns = namespace(n=0) %}{% for m in messages %}{% if m.role == 'user' %}{% set ns.n = ns.n + 1 %}{% endif %}{% endfor %}{{ ns.n }}", '2'],
    ['dates', "{{ strftime_now('%d %b %Y') }}|{{ strftime_now('%A, %B %d, %Y %H:%M:%S %p %I %j %y') }}", '04 Jul 2026|Saturday, July 04, 2026 15:07:09 PM 03 185 26'],
    [
      'tojson',
      "{{ messages[0] | tojson }}|{{ messages[0] | tojson(indent=2) }}|{{ {'b': [1, 2.5, none, true], 'a': 'é\"<>&'} | tojson }}|{{ {'b': [], 'a': {}} | tojson(indent=4, sort_keys=true) }}|{{ [1,2] | tojson(separators=(',', ':')) }}|{{ 'é' | tojson(ensure_ascii=true) }}",
      '{"role": "system", "content": "Be kind."}|{\n  "role": "system",\n  "content": "Be kind."\n}|{"b": [1, 2.5, null, true], "a": "é\\"<>&"}|{\n    "a": {},\n    "b": []\n}|[1,2]|"\\u00e9"',
    ],
    ['filters', "{{ messages | map(attribute='role') | join(', ') }}|{{ messages | selectattr('role', 'equalto', 'user') | list | length }}|{{ 'x,y,z'.split(',')[-1] }}|{{ missing | default('none') }}", 'system, user, assistant, user|2|z|none'],
  ])('%s', (_, template, expected) => {
    expect(render(template)).toBe(expected);
  });

  it('tools and further variables', () => {
    const template = "{%- for tool in tools %}\n    {{- tool | tojson }}\n{%- endfor %}\n{%- if enable_thinking is defined and enable_thinking is false %}\n    {{- '<think></think>' }}\n{%- endif %}\n{%- if add_generation_prompt %}\n    {{- 'go' }}\n{%- endif %}\n";
    expect(render(template, { tools: [tool], variables: { enable_thinking: false }, addsGenerationPrompt: true })).toBe(
      '{"type": "function", "function": {"name": "get", "description": "Gets \\"it\\" <now>", "parameters": {"properties": {"x": {"default": 1.5}}, "required": []}}}<think></think>go',
    );
    expect(render('{{ tools is none }}{{ documents is none }}').toLowerCase()).toBe('truetrue');
  });
});

it("a template's own refusal is told", () => {
  expect(() => render("{{ raise_exception('System role not supported') }}")).toThrow('model: the chat template does not take these messages: System role not supported.');
});

it.each<[string, string]>([
  ['nested loops', '{% for a in range(99999) %}{% for b in range(99999) %}{{ b }}{% endfor %}{% endfor %}'],
  ['empty nested loops', '{% set r = range(50000) %}{% for a in r %}{% for b in r %}{% for c in r %}{% endfor %}{% endfor %}{% endfor %}'],
  ['a huge range', '{{ range(10000000000) | length }}'],
  ['a range without step', '{{ range(0, 5, 0) | length }}'],
  ['doubling text', "{% set ns = namespace(s='x') %}{% for i in range(200) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}"],
  ['doubling lists', '{% set ns = namespace(s=[1]) %}{% for i in range(200) %}{% set ns.s = ns.s + ns.s %}{% endfor %}'],
  ['endless recursion', '{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}'],
  ['deep nesting', `{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`],
  ['an open block', '{% if true %}'],
  ['an unknown filter', "{{ 'a' | system }}"],
  ['the way to the prototype', "{{ messages.constructor.constructor('return process')() }}"],
  ['a megabyte of template', 'x'.repeat(1_000_000)],
])('%s ends soon, with an error', (_, template) => {
  expect(() => render(template)).toThrow(AppError);
});

it('strftime knows the fields of the C locale and leaves others', () => {
  expect(strftime('%e|%-d|%-m|%a|%%|%Q', now)).toBe(' 4|4|7|Sat|%|%Q');
  expect(strftime('%I %p %j', new Date(2024, 11, 31, 0, 30))).toBe('12 AM 366');
});

function render(text: string, options: Partial<ChatOptions> = {}): string {
  return compileChatTemplate({ text, where: 'model', specialTokens: { bos_token: '<s>', eos_token: '</s>' } }).render(conversation, { addsGenerationPrompt: false, now, ...options });
}
