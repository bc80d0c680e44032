/**
 * @file Dropout (Srivastava et al. 2014) by masks that are inputs of the graph, drawn outside from a seed. An input is a constant to the
 * recomputation of a segment, takes a byte an element where a mask computed in the graph would take four, is the same on every execution
 * provider, and can be drawn again when a training resumes; ONNX's own random operators can do none of these.
 */
import { createRandom } from '#shared/domain/random';
import type { Tensor } from '../graph/data-type';
import type { Graph, Value } from '../graph/graph';
import { elementCount, type Shape } from '../graph/shape';
import { scalar, scale, select } from '../ops/build';

export interface Dropout {
  /** x with each element dropped with the rate, the others scaled up to keep the mean. Every call is a site with a mask of its own. */
  readonly drop: (x: Value) => Value;
  readonly sites: readonly DropoutSite[];
}

export interface DropoutSite {
  /** Of the mask's input. */
  readonly name: string;
  readonly shape: Shape;
  readonly rate: number;
}

export function createDropout(graph: Graph, name: string, rate: number): Dropout {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`The dropout rate must be from 0 to below 1; it is ${rate}.`);
  const sites: DropoutSite[] = [];
  const drop = (x: Value): Value => {
    const site = { name: `dropout/${name}/${sites.length}`, shape: x.shape, rate };
    sites.push(site);
    return select(graph.input(site.name, 'bool', x.shape), scale(x, 1 / (1 - rate)), scalar(graph, 0));
  };
  return { drop: rate === 0 ? (x) => x : drop, sites };
}

/** The masks of one step: equal seeds and steps give equal masks, whatever was drawn before. */
export function drawMasks(sites: readonly DropoutSite[], { seed, step }: { readonly seed: number; readonly step: number }): Map<string, Tensor<'bool'>> {
  return new Map(
    sites.map(({ name, shape, rate }, index) => {
      const random = createRandom(seed + 0x9e3779b1 * step + 0x85ebca77 * index);
      const data = new Uint8Array(elementCount(shape)).fill(1);
      // From one dropped element to the next, a geometric step: a draw an element would cost a tenth of a training step.
      const nextDropped = (): number => 1 + Math.floor(Math.log(1 - random.next()) / Math.log(1 - rate));
      for (let at = nextDropped() - 1; at < data.length; at += nextDropped()) data[at] = 0;
      return [name, { dataType: 'bool', shape, data }];
    }),
  );
}
