/** @file Which names a template takes from outside: every identifier that the template itself does not bind. Knows no role. */
import type { parse } from '@huggingface/jinja';

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Bound by the language inside a loop. */
const loopNames = ['loop'];
const literals = new Set(['true', 'false', 'none', 'True', 'False', 'None']);

export function placeholdersOf(program: ReturnType<typeof parse>): Set<string> {
  const found = new Set<string>();
  visitAll(program.body, { bound: new Set(), found });
  return found;
}

interface Scope {
  readonly bound: Set<string>;
  readonly found: Set<string>;
}

/** Statements in order: what one of them sets is bound for those after it. */
function visitAll(nodes: unknown, scope: Scope): void {
  if (Array.isArray(nodes)) for (const node of nodes) visit(node, scope);
}

function visit(value: unknown, scope: Scope): void {
  if (!isNode(value)) return;
  switch (value.type) {
    case 'Identifier':
      note(String(value['value']), scope);
      break;
    case 'MemberExpression':
      visit(value['object'], scope);
      if (value['computed'] === true) visit(value['property'], scope);
      break;
    case 'FilterExpression':
      visit(value['operand'], scope);
      visitArguments(value['filter'], scope);
      break;
    case 'FilterStatement':
      visitArguments(value['filter'], scope);
      visitAll(value['body'], scope);
      break;
    case 'TestExpression':
      visit(value['operand'], scope);
      break;
    case 'KeywordArgumentExpression':
      visit(value['value'], scope);
      break;
    case 'For':
      visit(value['iterable'], scope);
      visitAll(value['body'], { ...scope, bound: new Set([...scope.bound, ...loopNames, ...namesIn(value['loopvar'])]) });
      visitAll(value['defaultBlock'], scope);
      break;
    case 'Set':
      visit(value['value'], scope);
      visitAll(value['body'], scope);
      for (const name of namesIn(value['assignee'])) scope.bound.add(name);
      break;
    case 'Macro':
      for (const name of namesIn(value['name'])) scope.bound.add(name);
      visitAll(value['body'], { ...scope, bound: new Set([...scope.bound, ...namesIn(value['args'])]) });
      break;
    default:
      visitChildren(value, scope);
  }
}

/** The name of a filter is no placeholder; its arguments may hold some. */
function visitArguments(filter: unknown, scope: Scope): void {
  if (isNode(filter) && filter.type === 'CallExpression') visitAll(filter['args'], scope);
}

/** An operator is a token, and `in` and `not` look like names. */
function visitChildren(node: Node, scope: Scope): void {
  for (const [key, child] of Object.entries(node)) {
    if (key === 'operator') continue;
    if (child instanceof Map) for (const [key, value] of child) visitAll([key, value], scope);
    else if (Array.isArray(child)) visitAll(child, scope);
    else visit(child, scope);
  }
}

function note(name: string, { bound, found }: Scope): void {
  if (!bound.has(name) && !literals.has(name)) found.add(name);
}

function namesIn(pattern: unknown): string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(namesIn);
  if (!isNode(pattern)) return [];
  if (pattern.type === 'Identifier') return [String(pattern['value'])];
  if (pattern.type === 'KeywordArgumentExpression') return namesIn(pattern['key']);
  return Array.isArray(pattern['value']) ? pattern['value'].flatMap(namesIn) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
