/** @file An ONNX model as text, one line a node: what the tests compare and a person reads. Names are shortened to numbers in order of appearance. */
import type { Shape } from '../graph/shape';
import type { OnnxAttribute } from './emitter';
import type { OnnxModel } from './model';

export function printModel({ inputs, initializers, nodes, outputs }: OnnxModel): string {
  const short = new Map<string, string>();
  const given = [...inputs, ...initializers].map(({ name }) => name);
  for (const name of [...given, ...outputs.map(({ name }) => name)]) if (!name.includes('#')) short.set(name, name);
  const shorten = (name: string): string => {
    const known = short.get(name) ?? `%${short.size}`;
    short.set(name, known);
    return known;
  };
  const type = (name: string, shape: Shape): string => `${name}[${shape.join(', ')}]`;
  return [
    ...inputs.map(({ name, dataType, shape }) => `input ${shorten(name)}: ${type(dataType, shape)}`),
    ...initializers.map(({ name, elementType, shape, content }) => {
      const isShown = 'data' in content && content.data.length <= 8;
      return `constant ${shorten(name)}: ${type(elementType, shape)}${isShown ? ` = ${content.data.join(', ')}` : ''}`;
    }),
    ...nodes.map(({ operator, inputs: operands, outputs: results, attributes }) => {
      const settings = Object.entries(attributes).map(([key, value]) => ` ${key}=${printAttribute(value)}`);
      return `${results.map(shorten).join(', ')} = ${operator}(${operands.map(shorten).join(', ')})${settings.join('')}`;
    }),
    ...outputs.map(({ name, dataType, shape }) => `output ${name}: ${type(dataType, shape)}`),
  ].join('\n');
}

function printAttribute(attribute: OnnxAttribute): string {
  const [value] = Object.values(attribute);
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}
