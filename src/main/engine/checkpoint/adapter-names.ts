/** @file What PEFT's adapter folders have in common, whatever the kind of adapter. */
import type { Fields } from './fields';
import type { TensorLocation } from './safetensors-header';

export const adapterConfigName = 'adapter_config.json';
export const adapterWeightsName = 'adapter_model.safetensors';

/** What adapter_config.json says and which tensors there are. */
export interface AdapterFiles {
  readonly config: Fields;
  readonly tensors: ReadonlyMap<string, TensorLocation>;
  /** The weights' file, for messages. */
  readonly label: string;
}
