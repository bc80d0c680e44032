/** @file The angles of rotary position embedding, with the frequency scaling of Llama 3. */
import type { Value } from '../graph/graph';
import { floats, gatherRows, reshape } from '../ops/build';

export interface RotarySettings {
  readonly theta: number;
  /** The size of one head. */
  readonly size: number;
  readonly scaling: RotaryScaling | undefined;
}

/** Llama 3.1: long waves are slowed by `factor`, short ones kept, those between blended. */
export interface RotaryScaling {
  readonly factor: number;
  readonly lowFrequencyFactor: number;
  readonly highFrequencyFactor: number;
  readonly originalPositions: number;
}

export interface RotaryAngles {
  readonly cosines: Value;
  readonly sines: Value;
}

/** The angles at positionIds [batch, positions], each id below `count`; shaped to turn [batch, positions, heads, size]. */
export function rotaryAngles(settings: RotarySettings, positionIds: Value, count: number): RotaryAngles {
  const frequencies = rotaryFrequencies(settings);
  const pairs = frequencies.length;
  const [batch = 0, positions = 0] = positionIds.shape;
  const at = (component: (angle: number) => number): Value => {
    const table = Float64Array.from({ length: count * pairs }, (_, index) => component(Math.floor(index / pairs) * (frequencies[index % pairs] ?? 0)));
    return reshape(gatherRows(floats(positionIds.graph, [count, pairs], table), positionIds), [batch, positions, 1, pairs]);
  };
  return { cosines: at(Math.cos), sines: at(Math.sin) };
}

/** Radians per position of each pair of elements, [size / 2]. */
function rotaryFrequencies({ theta, size, scaling }: RotarySettings): Float64Array {
  return Float64Array.from({ length: size / 2 }, (_, pair) => scaled(theta ** ((-2 * pair) / size), scaling));
}

function scaled(frequency: number, scaling: RotaryScaling | undefined): number {
  if (scaling === undefined) return frequency;
  const { factor, lowFrequencyFactor, highFrequencyFactor, originalPositions } = scaling;
  const waves = (originalPositions * frequency) / (2 * Math.PI);
  if (waves < lowFrequencyFactor) return frequency / factor;
  if (waves > highFrequencyFactor) return frequency;
  const share = (waves - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
  return (1 - share) * (frequency / factor) + share * frequency;
}
