/** @file What an execution provider may be trusted with. Measured; the reasons stand beside each field. */

export type ExecutionProvider = 'cpu' | 'webgpu' | 'cuda' | 'directml' | 'coreml';

export interface Capabilities {
  /** LayerNormalization's mean and inverse deviation outputs are right. */
  readonly hasLayerNormStatistics: boolean;
  /** ReduceLogSumExp subtracts the maximum first, and runs where the logits are. */
  readonly hasStableLogSumExp: boolean;
  /** Gelu is one fast node. */
  readonly hasGelu: boolean;
  /** Weights of 16 bits are widened where they are used (narrow-weights.ts); elsewhere at load, as the integers that order it would leave the device. */
  readonly widensInOrder: boolean;
}

const cautious: Capabilities = { hasLayerNormStatistics: false, hasStableLogSumExp: false, hasGelu: false, widensInOrder: false };

const known: { readonly [P in ExecutionProvider]: Capabilities } = {
  cpu: { hasLayerNormStatistics: true, hasStableLogSumExp: true, hasGelu: true, widensInOrder: true },
  webgpu: { ...cautious, hasLayerNormStatistics: true },
  cuda: cautious,
  directml: cautious,
  coreml: cautious,
};

export function capabilitiesOf(provider: ExecutionProvider): Capabilities {
  return known[provider];
}
