/** @file From a graph to an ONNX model for one execution provider. Operations that no output needs are left out. */
import { toArray, type DataType, type TensorData } from '../graph/data-type';
import type { Shape } from '../graph/shape';
import type { Graph, Leaf, Operation, Value } from '../graph/graph';
import type { Capabilities } from './capabilities';
import type { Emitter, NodeOptions } from './emitter';
import type { OnnxInitializer, OnnxModel, OnnxNode, OnnxValue } from './model';
import { createNarrowWeights } from './narrow-weights';

export function lowerGraph(graph: Graph, capabilities: Capabilities): OnnxModel {
  const inputs: OnnxValue[] = [];
  const initializers: OnnxInitializer[] = [];
  const nodes: OnnxNode[] = [];
  const constants = new Map<string, string>();
  const names = new Map<Value, string>();
  let nodeCount = 0;
  let scope = '';

  const addNode = (operator: string, operands: readonly string[], { attributes = {}, domain = '', outputs = 1 }: NodeOptions & { outputs?: number }): readonly string[] => {
    const name = `${scope === '' ? '' : `${scope}/`}${operator}#${nodeCount++}`;
    const results = Array.from({ length: outputs }, (_, index) => (index === 0 ? name : `${name}.${index}`));
    nodes.push({ name, operator, domain, inputs: operands, outputs: results, attributes });
    return results;
  };
  const addConstant = (dataType: DataType, shape: Shape, data: TensorData): string => {
    const name = `constant#${initializers.length}`;
    initializers.push({ name, elementType: dataType, shape, content: { data } });
    return name;
  };
  const sharedConstant = (dataType: DataType, shape: Shape, values: readonly number[]): string => {
    const key = `${dataType} ${shape.join()} ${values.join()}`;
    const name = constants.get(key) ?? addConstant(dataType, shape, toArray(dataType, values));
    constants.set(key, name);
    return name;
  };
  const emitter: Emitter = {
    capabilities,
    emit: (operator, operands, options = {}) => addNode(operator, operands, options)[0] ?? '',
    emitMany: addNode,
    integers: (values) => sharedConstant('i64', [values.length], values),
    scalar: (dataType, value) => sharedConstant(dataType, [], [value]),
    // Not Expand: ONNX Runtime would fold that into a constant as large as the table.
    zeros: (dataType, shape) => addNode('ConstantOfShape', [sharedConstant('i64', [shape.length], shape)], { attributes: { value: { zero: dataType } } })[0] ?? '',
  };
  const narrow = createNarrowWeights(emitter, graph);
  const addLeaf = (value: Value, leaf: Leaf): string => {
    const { dataType, shape } = value;
    if (leaf.kind === 'constant') return addConstant(dataType, shape, leaf.data);
    if (leaf.kind === 'input') inputs.push({ name: leaf.name, dataType, shape });
    else {
      const { name, location } = leaf;
      initializers.push({ name, elementType: location.storedAs, shape, content: { location } });
      if (location.storedAs !== dataType) return narrow.add(value, name);
    }
    return leaf.name;
  };
  const nameOf = (value: Value): string => names.get(value) ?? '';

  const needed = neededOperations(graph);
  const used = new Set([...needed.flatMap((operation) => operation.inputs), ...graph.outputs.values()]);
  // Inputs stay even where nothing reads them, so that what is fed does not depend on what is asked for.
  for (const [value, leaf] of graph.leaves) if (leaf.kind === 'input' || used.has(value)) names.set(value, addLeaf(value, leaf));
  for (const operation of needed) {
    scope = operation.scope;
    const results = narrow.lower(operation, operation.inputs.map(nameOf));
    operation.outputs.forEach((output, index) => names.set(output, results[index] ?? ''));
  }
  scope = 'outputs';
  const renamed = new Map<string, string>();
  const outputs = [...graph.outputs].map(([name, value]): OnnxValue => {
    // An output is its node's own value under the given name. Leaves, and values with two output names, need a node of their own.
    const isOwn = !graph.leaves.has(value) && !renamed.has(nameOf(value));
    renamed.set(isOwn ? nameOf(value) : (addNode('Identity', [nameOf(value)], {})[0] ?? ''), name);
    return { name, dataType: value.dataType, shape: value.shape };
  });
  const rename = (name: string): string => renamed.get(name) ?? name;
  return { nodes: nodes.map((node) => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) })), initializers, inputs, outputs };
}

function neededOperations(graph: Graph): readonly Operation[] {
  const needed = new Set<Value>(graph.outputs.values());
  const operations: Operation[] = [];
  for (const operation of graph.operations.toReversed()) {
    if (!operation.outputs.some((output) => needed.has(output))) continue;
    operations.push(operation);
    for (const input of operation.inputs) needed.add(input);
  }
  return operations.toReversed();
}
