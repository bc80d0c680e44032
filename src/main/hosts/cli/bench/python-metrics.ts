/** @file The same metrics in Python, timed inside an interpreter that the person names: nltk's tokeniser, pycocoevalcap where it can be imported. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { AppError } from '#shared/contracts/errors';

export interface PythonTimes {
  readonly version: string;
  /** Median milliseconds by our names of the steps. */
  readonly metricsMs: Readonly<Record<string, number>>;
  /** What was measured with what, and what could not be. */
  readonly notes: readonly string[];
}

/** Tokens are nltk's, without its sentence model; the loop of `distinct` is that of the published eval.py. */
const script = String.raw`
import json, platform, sys, time
given = json.load(sys.stdin)
hyps, refs, runs = given["hypotheses"], given["references"], given["runs"]
try:
    import nltk
    from nltk.tokenize.destructive import NLTKWordTokenizer
except ImportError as error:
    print(json.dumps({"missing": str(error)})); sys.exit(0)

def median(work):
    times = []
    for _ in range(runs):
        start = time.perf_counter(); work(); times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[runs // 2]

tokenize = NLTKWordTokenizer().tokenize
split = lambda: ([tokenize(t.lower()) for t in hyps], [tokenize(t.lower()) for t in refs])
ms, notes = {"tokenise": median(split)}, ["Tokens by nltk %s." % nltk.__version__]
h, r = split()
gts = {i: [" ".join(t)] for i, t in enumerate(r)}
res = {i: [" ".join(t)] for i, t in enumerate(h)}

def distinct():
    for n in (1, 2, 3):
        grams = [tuple(t[i:i + n]) for t in h for i in range(len(t) - n + 1)]
        len(set(grams)) / max(1, len(grams))

ms["distinct"] = median(distinct)
try:
    from pycocoevalcap.bleu.bleu import Bleu
    from pycocoevalcap.cider.cider import Cider
    from pycocoevalcap.rouge.rouge import Rouge
    import contextlib, io
    with contextlib.redirect_stdout(io.StringIO()):
        ms["bleu"] = median(lambda: Bleu(4).compute_score(gts, res))
        ms["rougeL"] = median(lambda: Rouge().compute_score(gts, res))
        ms["cider"] = median(lambda: Cider().compute_score(gts, res))
    notes.append("BLEU, ROUGE-L and CIDEr by pycocoevalcap.")
except ImportError as error:
    from nltk.translate.bleu_score import corpus_bleu
    lists = [[t] for t in r]
    ms["bleu"] = median(lambda: [corpus_bleu(lists, h, weights=tuple([1 / n] * n)) for n in (1, 2, 3, 4)])
    notes.append("BLEU-1 to 4 by nltk; ROUGE-L and CIDEr were not measured, since pycocoevalcap cannot be imported (%s)." % error)
print(json.dumps({"version": "Python " + platform.python_version(), "metricsMs": ms, "notes": notes}))
`;

export async function timeInPython(
  interpreter: string,
  texts: { readonly hypotheses: readonly string[]; readonly references: readonly string[] },
  { runs, signal }: { runs: number; signal: AbortSignal },
): Promise<PythonTimes> {
  const child = spawn(interpreter, ['-c', script], { stdio: ['pipe', 'pipe', 'pipe'], signal, env: { ...process.env, PYTHONIOENCODING: 'utf-8' } });
  const written = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (written.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (written.error += text));
  // A Python that ends early closes its input; its exit code says so.
  child.stdin.on('error', () => undefined).end(JSON.stringify({ ...texts, runs }));
  const [code] = (await once(child, 'close').catch((error: unknown) => {
    throw new AppError('NOT_FOUND', `${interpreter} cannot be started. Name a Python interpreter with --python.`, { cause: error });
  })) as [number | null];
  const answer = code === 0 ? (JSON.parse(written.out) as PythonTimes | { missing: string }) : null;
  if (answer === null) throw new AppError('INVALID_INPUT', `${interpreter} failed: ${written.error.trim().split('\n').at(-1) ?? `exit code ${String(code)}`}`);
  if ('missing' in answer) throw new AppError('INVALID_INPUT', `${interpreter} has no nltk (${answer.missing}). Install it there, or name another interpreter.`);
  return answer;
}
