/** @file Program: whether one execution provider can be trusted on this machine. A process of its own: a driver that fails may end it. */
import type { ExecutionProvider } from '../../../engine/onnx/capabilities';
import { chooseRuntime } from '../../../engine/runtime/choose-runtime';
import { onnxRuntime } from '../../../engine/runtime/onnxruntime';
import { testProvider } from '../../../engine/runtime/self-test';
import type { Program } from '../../protocol';

export interface ProviderVerdict {
  readonly isAvailable: boolean;
  readonly reason: string;
}

export const providerTest: Program = async (input, port) => {
  const { provider } = input as { provider: ExecutionProvider };
  port.send(provider === 'cpu' ? await testCpu() : await testDevice(provider));
};

async function testCpu(): Promise<ProviderVerdict> {
  const chosen = await chooseRuntime();
  const result = await testProvider(chosen.runtime, 'cpu');
  if (!result.isTrusted) return { isAvailable: false, reason: result.reason };
  const how = chosen.name === 'c-api' ? "ONNX Runtime's C interface" : `onnxruntime-node, because ${chosen.reason ?? 'the C interface is not usable'}`;
  return { isAvailable: true, reason: `the self-test passed; runs through ${how}` };
}

async function testDevice(provider: ExecutionProvider): Promise<ProviderVerdict> {
  const result = await testProvider(onnxRuntime, provider);
  return result.isTrusted ? { isAvailable: true, reason: 'the self-test passed: five training steps equal the CPU\'s' } : { isAvailable: false, reason: result.reason };
}
