/** @file A provider is trusted where it trains as the CPU does; one with wrong gradients, or none at all, is refused with the reason. */
import { expect, test } from 'vitest';
import { createCApiRuntime } from '#main/engine/runtime/c-api';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import type { Runtime } from '#main/engine/runtime/runtime';
import { testProvider } from '#main/engine/runtime/self-test';

test('the CPU agrees with itself, through either runtime', async () => {
  expect(await testProvider(onnxRuntime, 'cpu')).toEqual({ isTrusted: true });
  expect(await testProvider(createCApiRuntime(), 'cpu')).toEqual({ isTrusted: true });
});

test('wrong gradients behind a right loss are found', async () => {
  // Plays a provider that spoils one moment of the state, as a wrong second output of a norm would.
  const spoiling: Runtime = {
    createSession: async (model, options) => {
      const session = await onnxRuntime.createSession(model, { ...options, provider: 'cpu' });
      if (options.provider === 'cpu') return session;
      return {
        ...session,
        run: async (request) => {
          const results = await session.run(request);
          const moment = request.state?.find(({ input }) => input.startsWith('first_moment/') && input.includes('norm'));
          if (moment?.tensor.data instanceof Float32Array) for (const [index, value] of moment.tensor.data.entries()) moment.tensor.data[index] = -5 * value;
          return results;
        },
      };
    },
  };
  expect(await testProvider(spoiling, 'webgpu')).toMatchObject({ isTrusted: false, reason: expect.stringMatching(/tiny RoBERTa|tiny Llama/) as string });
});

test('a provider that is not there is refused with what ONNX Runtime says', async () => {
  expect(await testProvider(onnxRuntime, 'coreml')).toMatchObject({ isTrusted: false, reason: expect.stringContaining('coreml') as string });
});
