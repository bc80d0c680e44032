/**
 * @file The reference fixtures: models of transformers, PEFT and TRL with their numbers. They lie in ../shared/data/fixtures (see the README
 * there) and, made by scripts of our own, in tests/fixtures/engine.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'vitest';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import type { WeightLocation } from '#main/engine/graph/graph';
import type { JsonObject } from '#main/engine/checkpoint/json-text';
import { readModelConfig, type ModelConfig } from '#main/engine/checkpoint/model-config';
import type { DecoderConfig } from '#main/engine/models/decoder-config';
import type { EncoderConfig } from '#main/engine/models/encoder-config';
import { locateSafetensors, readSafetensors } from './safetensors';

const ownFolder = resolve('tests/fixtures/engine');
const sharedFolder = resolve('../shared/data/fixtures');

export function fixtureFolder(name: string): string {
  const own = join(ownFolder, name);
  return existsSync(own) ? own : join(sharedFolder, name);
}

/** The tests of a fixture; skipped, loudly, where the reference data is absent. */
export function describeFixture(name: string, tests: () => void): void {
  if (existsSync(fixtureFolder(name))) return void describe(name, tests);
  console.warn(`SKIPPED: the reference fixture ${fixtureFolder(name)} is absent; ${name} is not compared with the reference libraries.`);
  // The tests themselves read the fixture while they are collected.
  test.skip(name);
}

export function readFixture(name: string, file = 'expected.json'): unknown {
  return JSON.parse(readFileSync(join(fixtureFolder(name), file), 'utf8'));
}

export function fixtureTensors(name: string): Map<string, Tensor<'f32'>> {
  return readSafetensors(...globSync(join(fixtureFolder(name), '*.safetensors')));
}

/** The folder of a fixture, and where in its files each tensor lies. */
export function fixtureLocations(name: string): { readonly folder: string; readonly locate: (tensorName: string) => WeightLocation } {
  const locations = locateSafetensors(...globSync(join(fixtureFolder(name), '*.safetensors')));
  return {
    folder: fixtureFolder(name),
    locate: (tensorName) => {
      const location = locations.get(tensorName);
      if (location === undefined) throw new Error(`${name} has no tensor ${tensorName}`);
      return location;
    },
  };
}

export interface FixtureBatch {
  readonly input_ids: readonly (readonly number[])[];
  readonly attention_mask: readonly (readonly number[])[];
  readonly labels: readonly (readonly number[])[];
}

/** One batch with what the reference library computed for it. */
export interface FixtureCase extends FixtureBatch {
  readonly logits: { readonly columns: readonly [number, number]; readonly values: readonly (readonly (readonly number[] | null)[])[]; readonly logsumexp: readonly (readonly (number | null)[])[] };
  readonly loss: number;
  /** The parameters are there for right padding only. */
  readonly gradients: { readonly total_l2: number; readonly parameters?: Readonly<Record<string, ExpectedGradient | null>> };
  readonly adamw?: ExpectedTraining;
}

export interface Summary {
  readonly n: number;
  readonly l2: number;
  readonly sum: number;
  readonly first5: readonly number[];
  readonly largest: readonly (readonly [number, number])[];
}

export interface ExpectedGradient extends Summary {
  /** The exact gradient is 0 and the number is rounding. */
  readonly noise: boolean;
}

export interface ExpectedDelta {
  readonly delta: Summary;
  readonly unstable?: { readonly flat_indices: readonly number[]; readonly delta_with_these_set_to_zero: Summary };
}

export interface ExpectedTraining {
  readonly hyper: { readonly lr: number; readonly weight_decay: number; readonly clip_global_norm: number };
  readonly losses_before_each_step: readonly number[];
  readonly grad_norm_before_clip: readonly number[];
  readonly after_1: Readonly<Record<string, ExpectedDelta>>;
  /** Where three steps were taken. */
  readonly after_3?: Readonly<Record<string, ExpectedDelta>>;
}

export function decoderConfigOf(name: string): DecoderConfig {
  const config = modelConfigOf(name);
  if (config.kind !== 'decoder') throw new Error(`${name} is no decoder`);
  return config.shape;
}

export function encoderConfigOf(name: string): EncoderConfig {
  const config = modelConfigOf(name);
  if (config.kind !== 'encoder') throw new Error(`${name} is no encoder`);
  return config.shape;
}

function modelConfigOf(name: string): ModelConfig {
  return readModelConfig(readFixture(name, 'config.json') as JsonObject, name);
}

export function integerTensor(rows: readonly (readonly number[])[]): Tensor<'i64'> {
  return tensor('i64', [rows.length, rows[0]?.length ?? 0], rows.flat());
}

export function floatTensor(rows: readonly (readonly number[])[]): Tensor<'f32'> {
  return tensor('f32', [rows.length, rows[0]?.length ?? 0], rows.flat());
}
