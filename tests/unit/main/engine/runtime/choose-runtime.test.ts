/** @file The C API is taken where it proves itself, and left with a reason where it does not. */
import { expect, test } from 'vitest';
import { chooseRuntime } from '#main/engine/runtime/choose-runtime';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import type { Runtime } from '#main/engine/runtime/runtime';

test('on this machine the C API is chosen', async () => {
  expect(await chooseRuntime()).toMatchObject({ name: 'c-api', reason: undefined });
});

test('a library that cannot be loaded leaves onnxruntime-node, with the reason', async () => {
  const chosen = await chooseRuntime(() => {
    throw new Error('no such library');
  });
  expect(chosen).toEqual({ runtime: onnxRuntime, name: 'onnxruntime-node', reason: 'no such library' });
});

test('a runtime that does not write its state in place is left', async () => {
  const forgetful: Runtime = {
    createSession: async (model, options) => {
      const session = await onnxRuntime.createSession(model, options);
      return { ...session, run: (request) => session.run({ ...request, state: (request.state ?? []).map((slot) => ({ ...slot, tensor: structuredClone(slot.tensor) })) }) };
    },
  };
  expect((await chooseRuntime(() => forgetful)).reason).toContain('self-test');
});
