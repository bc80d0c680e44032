/** @file The preference losses on a real decoder and its reference, against TRL: loss, metrics and gradients of the fixture. */
import { expect, test } from 'vitest';
import type { Graph, Value } from '#main/engine/graph/graph';
import { dpo } from '#main/engine/losses/dpo';
import { ipo } from '#main/engine/losses/ipo';
import { kto } from '#main/engine/losses/kto';
import { orpo } from '#main/engine/losses/orpo';
import type { ReferencedPairs } from '#main/engine/losses/preference';
import { sequenceLogProbabilities, weightedSum, type LossResult } from '#main/engine/losses/reduction';
import { simpo } from '#main/engine/losses/simpo';
import { tokenLogProbabilities } from '#main/engine/models/token-scores';
import { trainableWeights } from '#main/engine/nn/weights';
import { floats, negate, slice } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { withGradients } from '#main/engine/optim/training-step';
import { Feeds, sequenceInputs } from '../../../../support/engine/batches';
import { gradientsIn } from '../../../../support/engine/compare';
import { decoderConfigOf, describeFixture, fixtureTensors, readFixture } from '../../../../support/engine/fixtures';
import { runGraph } from '../../../../support/engine/run-graph';

interface Pair {
  readonly prompt_ids: readonly number[];
  readonly chosen_ids: readonly number[];
  readonly rejected_ids: readonly number[];
}

interface Example {
  readonly prompt_ids: readonly number[];
  readonly completion_ids: readonly number[];
  readonly label: boolean;
  readonly KL_completion_ids: readonly number[];
}

interface ExpectedLoss {
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly gradient: { readonly total_l2: number; readonly l2: Readonly<Record<string, number>>; readonly sum: Readonly<Record<string, number>> };
}

interface Expected {
  readonly pairs: readonly Pair[];
  readonly kto: { readonly examples: readonly Example[] };
  readonly hyper: Readonly<Record<string, number>>;
  readonly losses_policy: Readonly<Record<string, ExpectedLoss>>;
  readonly losses_roles_swapped: Readonly<Record<string, ExpectedLoss>>;
  readonly losses_policy_equal_to_reference: Readonly<Record<string, ExpectedLoss>>;
}

interface Roles {
  readonly policy: string;
  readonly reference: string;
}

/** One token sequence whose last tokens are scored. */
type Sequence = readonly [prompt: readonly number[], completion: readonly number[]];

describeFixture('preference', () => {
  const expected = readFixture('preference') as Expected;
  const { pairs, kto: { examples } } = expected;
  const beta = 0.1;
  const pairSequences: Sequence[] = [...pairs.map((pair): Sequence => [pair.prompt_ids, pair.chosen_ids]), ...pairs.map((pair): Sequence => [pair.prompt_ids, pair.rejected_ids])];
  const trained: Roles = { policy: 'preference/policy', reference: 'llama' };
  const equal: Roles = { policy: 'llama', reference: 'llama' };
  const swapped: Roles = { policy: 'llama', reference: 'preference/policy' };

  const onPairs: Readonly<Record<string, (scores: PairScores) => LossResult>> = {
    dpo: ({ summed }) => dpo(summed, { beta }),
    ipo: ({ summed, averaged }) => {
      const { loss } = ipo(averaged, { beta });
      // TRL reports the rewards of sums for this loss too.
      return { loss, metrics: ipo(summed, { beta }).metrics };
    },
    simpo: ({ averaged }) => simpo(averaged, { beta: 2, gamma: 0.5 }),
    orpo: ({ averaged, likelihoodOfAll }) => orpo(averaged, likelihoodOfAll, { beta }),
  };

  for (const [group, roles] of [['losses_policy', trained], ['losses_policy_equal_to_reference', equal]] as const) {
    test.each(Object.keys(onPairs))(`${group}: %s`, async (name) => {
      const feeds = new Feeds(createGraph());
      const scores = pairScores(feeds);
      await expectLoss(onPairs[name]?.(scores), scores, { feeds, roles, expected: expected[group][name] });
    });
  }

  for (const [group, roles] of [['losses_policy', trained], ['losses_roles_swapped', swapped]] as const) {
    test.each([['kto', 1], ['kto_weighted', 1.33]] as const)(`${group}: %s`, async (name, undesirableWeight) => {
      const feeds = new Feeds(createGraph());
      const count = examples.length;
      const scored = scoreUnderBoth(feeds, [
        ...examples.map((example): Sequence => [example.prompt_ids, example.completion_ids]),
        ...examples.map((example): Sequence => [example.prompt_ids, example.KL_completion_ids]),
      ]);
      const own = (x: Value): Value => slice(x, 0, [0, count]);
      const mismatched = (x: Value): Value => slice(x, 0, [count, 2 * count]);
      const weights = feeds.input('row_weights', 'f32', examples.map(() => 1 / count));
      const result = kto(
        {
          policy: own(scored.policy.summed),
          reference: own(scored.reference.summed),
          isDesirable: feeds.input('is_desirable', 'f32', examples.map(({ label }) => Number(label))),
          weights,
          mismatchedPolicy: mismatched(scored.policy.summed),
          mismatchedReference: mismatched(scored.reference.summed),
          mismatchedWeights: weights,
        },
        { beta, desirableWeight: 1, undesirableWeight },
      );
      await expectLoss(result, scored, { feeds, roles, expected: expected[group][name] });
    });
  }

  interface PairScores {
    readonly parameters: ReadonlyMap<string, Value>;
    readonly summed: ReferencedPairs;
    readonly averaged: ReferencedPairs;
    /** Of prompt and chosen completion, a mean over their tokens. */
    readonly likelihoodOfAll: Value;
  }

  function pairScores(feeds: Feeds): PairScores {
    const { policy, reference, parameters, promptLikelihood } = scoreUnderBoth(feeds, pairSequences);
    const count = pairs.length;
    const weights = floats(policy.summed.graph, [count], pairs.map(() => 1 / count));
    const split = (kind: 'summed' | 'averaged'): ReferencedPairs => ({
      chosen: slice(policy[kind], 0, [0, count]),
      rejected: slice(policy[kind], 0, [count, 2 * count]),
      referenceChosen: slice(reference[kind], 0, [0, count]),
      referenceRejected: slice(reference[kind], 0, [count, 2 * count]),
      weights,
    });
    return { parameters, summed: split('summed'), averaged: split('averaged'), likelihoodOfAll: promptLikelihood(count) };
  }
});

type SequenceScores = ReturnType<typeof sequenceLogProbabilities>;

/** Log-probabilities of the completions under two decoders in one graph, whose parameters are inputs `policy/...` and `reference/...`. */
function scoreUnderBoth(feeds: Feeds, sequences: readonly Sequence[]): { policy: SequenceScores; reference: SequenceScores; parameters: ReadonlyMap<string, Value>; promptLikelihood: (count: number) => Value } {
  const longest = Math.max(...sequences.map(([prompt, completion]) => prompt.length + completion.length));
  const padded = sequences.map(([prompt, completion]) => ({ ids: [...prompt, ...completion], start: prompt.length }));
  const fill = (values: readonly number[], filler: number): number[] => [...values, ...Array.from({ length: longest - values.length }, () => filler)];
  const inputs = sequenceInputs(feeds, { input_ids: padded.map(({ ids }) => fill(ids, 3)), attention_mask: padded.map(({ ids }) => fill(ids.map(() => 1), 0)) });
  // Every token but the first of each sequence is scored; those of the prompt weigh nothing in the completion's log-probability.
  const tokens = padded.flatMap(({ ids, start }, sequence) => ids.slice(1).map((id, index) => ({ id, sequence, row: sequence * longest + index, isCompletion: index + 1 >= start })));
  const scored = { rows: feeds.input('rows', 'i64', tokens.map(({ row }) => row)), ids: feeds.input('ids', 'i64', tokens.map(({ id }) => id)) };
  const sequenceIds = feeds.input('sequences', 'i64', tokens.map(({ sequence }) => sequence));
  const weights = feeds.input('token_weights', 'f32', tokens.map(({ isCompletion }) => Number(isCompletion)));
  const config = decoderConfigOf('llama');
  const { graph } = sequenceIds;
  const policyWeights = trainableWeights(graph);
  const referenceWeights = trainableWeights(graph);
  const under = (role: string, own: ReturnType<typeof trainableWeights>): Value =>
    tokenLogProbabilities({ config, weights: { tensor: (name, shape) => own.tensor(`${role}/${name}`, shape) } }, inputs, scored);
  const policyTokens = under('policy', policyWeights);
  const sum = (tokenScores: Value): SequenceScores => sequenceLogProbabilities(tokenScores, { sequenceIds, weights, sequences: sequences.length });
  const promptLikelihood = (count: number): Value => {
    const counted = tokens.map(({ sequence }) => Number(sequence < count));
    const total = counted.reduce((all, one) => all + one, 0);
    return negate(weightedSum(policyTokens, floats(graph, [tokens.length], counted.map((one) => one / total))));
  };
  return { policy: sum(policyTokens), reference: sum(under('reference', referenceWeights)), parameters: policyWeights.parameters, promptLikelihood };
}

async function expectLoss(
  result: LossResult | undefined,
  { parameters }: { readonly parameters: ReadonlyMap<string, Value> },
  { feeds, roles, expected }: { feeds: Feeds; roles: Roles; expected: ExpectedLoss | undefined },
): Promise<void> {
  if (result === undefined || expected === undefined) throw new Error('the fixture has no such loss');
  const graph: Graph = result.loss.graph;
  graph.output('loss', result.loss);
  for (const [name, metric] of Object.entries(result.metrics)) graph.output(`metric/${name}`, metric);
  for (const { name, gradient } of withGradients(result.loss, parameters)) graph.output(`gradient/${name.slice('policy/'.length)}`, gradient);
  const weightsOf = (role: keyof Roles) => [...fixtureTensors(roles[role])].map(([name, value]) => [`${role}/${name}`, value] as const);
  const results = await runGraph(graph, new Map([...feeds.tensors, ...weightsOf('policy'), ...weightsOf('reference')]));

  expect(Math.abs((results.get('loss')?.[0] ?? NaN) - expected.loss)).toBeLessThan(1e-5 * Math.max(1, expected.loss));
  // Where the policy is the reference every margin is a tie, which rounding decides.
  const isTied = (name: string): boolean => name === 'rewards/accuracies' && roles.policy === roles.reference;
  for (const name of Object.keys(result.metrics).filter((name) => !isTied(name))) expect(results.get(`metric/${name}`)?.[0], name).toBeCloseTo(expected.metrics[name] ?? NaN, 4);
  const gradients = gradientsIn(results);
  for (const [name, norm] of Object.entries(expected.gradient.l2)) {
    const own = gradients.get(name) ?? [];
    expect(Math.abs(Math.hypot(...own) - norm), name).toBeLessThan(1e-3 * norm + 1e-6);
    expect(Math.abs(own.reduce((sum, value) => sum + value, 0) - (expected.gradient.sum[name] ?? NaN)), name).toBeLessThan(1e-3 * norm + 1e-5);
  }
}
