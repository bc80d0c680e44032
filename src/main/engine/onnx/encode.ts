/** @file An ONNX model as the bytes of a .onnx file. */
import type { DataType } from '../graph/data-type';
import { elementTypes, type OnnxAttribute } from './emitter';
import { irVersion, opsetVersion, type OnnxInitializer, type OnnxModel, type OnnxNode, type OnnxValue } from './model';
import { modelMessage } from './schema';

export function encodeModel(model: OnnxModel): Uint8Array {
  const graph = {
    name: 'solace',
    node: model.nodes.map(encodeNode),
    initializer: model.initializers.map(encodeInitializer),
    input: model.inputs.map(encodeValue),
    output: model.outputs.map(encodeValue),
  };
  const opsetImport = [
    { domain: '', version: opsetVersion },
    { domain: 'com.microsoft', version: 1 },
  ];
  return modelMessage.encode({ irVersion, producerName: 'solace', graph, opsetImport }).finish();
}

function encodeNode({ name, operator, domain, inputs, outputs, attributes }: OnnxNode): object {
  return { name, opType: operator, domain, input: inputs, output: outputs, attribute: Object.entries(attributes).map(([key, value]) => ({ name: key, ...encodeAttribute(value) })) };
}

/** `type` is onnx.AttributeProto.AttributeType. */
function encodeAttribute(attribute: OnnxAttribute): object {
  if ('float' in attribute) return { type: 1, f: attribute.float };
  if ('int' in attribute) return { type: 2, i: attribute.int };
  if ('text' in attribute) return { type: 3, s: Buffer.from(attribute.text) };
  if ('ints' in attribute) return { type: 7, ints: attribute.ints };
  return { type: 4, t: { dims: [1], dataType: elementTypes[attribute.zero], rawData: new Uint8Array(bytesPerElement[attribute.zero]) } };
}

function encodeInitializer({ name, elementType, shape, content }: OnnxInitializer): object {
  const tensor = { name, dims: shape, dataType: elementTypes[elementType] };
  if ('data' in content) return { ...tensor, rawData: new Uint8Array(content.data.buffer, content.data.byteOffset, content.data.byteLength) };
  const { file, offsetBytes, lengthBytes } = content.location;
  const entries = { location: file, offset: String(offsetBytes), length: String(lengthBytes) };
  return { ...tensor, dataLocation: 1, externalData: Object.entries(entries).map(([key, value]) => ({ key, value })) };
}

function encodeValue({ name, dataType, shape }: OnnxValue): object {
  return { name, type: { tensorType: { elemType: elementTypes[dataType], shape: { dim: shape.map((dimValue) => ({ dimValue })) } } } };
}

const bytesPerElement: { readonly [T in DataType]: number } = { f32: 4, f64: 8, i32: 4, i64: 8, u8: 1, bool: 1 };
