/** @file Writes a corpus of made-up dialogues in ESConv's JSON Lines form: the shape and size of real ones, words without meaning. Seeded. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createRandom, type Random } from '#shared/domain/random';
import { esconv8 } from '#shared/domain/strategies';

/** Means of ESConv: some 30 turns a dialogue and 16 words a turn. */
const turnsPerDialogue = 30;
const wordsPerTurn = 16;

const emotions = ['anxiety', 'depression', 'sadness', 'anger', 'fear', 'shame', 'disgust'];
const problems = ['ongoing depression', 'breakup with partner', 'job crisis', 'problems with friends', 'academic pressure'];
const frequentWords = 'the i to and it you feel that a of is my have not me in but so with for do this what be work know on just am like people are time can when friend think really sorry help about talk'.split(' ');
const consonants = 'bdfgklmnprstvz';
const vowels = 'aeiou';
const vocabularySize = 8_000;

/** Most frequent first. */
const vocabulary = [...frequentWords, ...Array.from({ length: vocabularySize - frequentWords.length }, (_, rank) => spell(rank))];

/** A word that stands in one dialogue of a hundred or so. */
export const rareWord = vocabulary.at(-1) ?? '';

export async function writeSyntheticCorpus(path: string, { dialogues, seed }: { dialogues: number; seed: number }): Promise<void> {
  const random = createRandom(seed);
  await pipeline(Readable.from(lines(dialogues, random)), createWriteStream(path));
}

function* lines(dialogues: number, random: Random): Generator<string> {
  for (let index = 0; index < dialogues; index++) yield `${JSON.stringify(record(random))}\n`;
}

function record(random: Random): object {
  return {
    experience_type: random.next() < 0.8 ? 'Previous Experience' : 'Current Experience',
    emotion_type: pick(emotions, random),
    problem_type: pick(problems, random),
    situation: sentence(random),
    survey_score: { seeker: { initial_emotion_intensity: String(3 + random.integer(3)), final_emotion_intensity: String(1 + random.integer(3)) }, supporter: {} },
    dialog: Array.from({ length: turnsPerDialogue / 2 + random.integer(turnsPerDialogue) }, (_, turn) =>
      turn % 2 === 0 ? { speaker: 'usr', text: sentence(random) } : { speaker: 'sys', strategy: pick(esconv8, random).label, text: sentence(random) },
    ),
  };
}

/** The rank is spread evenly in its logarithm, which is Zipf's law: few words are everywhere, most are rare. */
function sentence(random: Random): string {
  return Array.from({ length: 4 + random.integer(2 * wordsPerTurn - 8) }, () => vocabulary[Math.floor((vocabularySize + 1) ** random.next()) - 1] ?? '').join(' ');
}

/** A pronounceable word for every rank, different ranks differently: a number to the base of all syllables. */
function spell(rank: number): string {
  const base = consonants.length * vowels.length;
  const syllable = (number: number): string => `${consonants[number % consonants.length] ?? ''}${vowels[Math.floor(number / consonants.length)] ?? ''}`;
  return syllable(rank % base) + syllable(Math.floor(rank / base) % base) + syllable(Math.floor(rank / base / base) % base);
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[random.integer(items.length)] as T;
}
