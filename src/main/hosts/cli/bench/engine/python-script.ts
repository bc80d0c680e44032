/**
 * @file PyTorch's side of every workload, as a Python script that reads a job and prints a measurement. It is given its best: fused AdamW, gradients set
 * to None, PyTorch's own attention, logits only where they are needed, inference mode, a cache that grows.
 */
export const pythonScript = String.raw`
import json, os, resource, sys, time
with open(sys.argv[1], encoding="utf-8") as file:
    job = json.load(file)
try:
    import torch, transformers
    from safetensors.torch import load_file
    from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification
except ImportError as error:
    print(json.dumps({"missing": str(error)})); sys.exit(0)

inputs, folder = job["inputs"], job["folder"]
torch.set_num_threads(job["threads"])
transformers.utils.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()
cross_entropy = torch.nn.functional.cross_entropy

class Adapted(torch.nn.Module):
    """A frozen linear layer with a low-rank update beside it."""
    def __init__(self, base, a, b, scaling):
        super().__init__()
        self.base, self.scaling = base, scaling
        self.a, self.b = torch.nn.Parameter(a), torch.nn.Parameter(b)
    def forward(self, x):
        return self.base(x) + (x @ self.a.T) @ self.b.T * self.scaling

def adapt(model):
    tensors = load_file(os.path.join(folder, "adapter.safetensors"))
    for name, layer in list(model.named_modules()):
        if not name.endswith("_proj"):
            continue
        stem = "base_model.model." + name
        owner, _, last = name.rpartition(".")
        pair = (tensors[stem + ".lora_A.weight"], tensors[stem + ".lora_B.weight"])
        setattr(model.get_submodule(owner), last, Adapted(layer, *pair, inputs["alpha"] / inputs["rank"]))

def repeat(work):
    """Runs the warm-ups and the repetitions; work may return how long it took, in milliseconds."""
    durations = []
    for turn in range(job["warmups"] + job["repetitions"]):
        if turn == job["warmups"]:
            processor = time.process_time()
        start = time.perf_counter()
        own = work()
        if turn >= job["warmups"]:
            durations.append((time.perf_counter() - start) * 1000 if own is None else own)
    return durations, (time.process_time() - processor) * 1000 / job["repetitions"]

def train(model, loss_of):
    parameters = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": [p for p in parameters if p.dim() > 1], "weight_decay": 0.01}, {"params": [p for p in parameters if p.dim() < 2], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW([g for g in groups if g["params"]], lr=inputs["learningRate"], betas=(0.9, 0.999), eps=1e-8, fused=True)
    losses = []
    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        losses.append(loss.item())
    return (*repeat(step), losses)

def training():
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).train()
    ids, labels = torch.tensor(inputs["sequences"]), torch.tensor(inputs["labels"])
    return train(model, lambda: cross_entropy(model(input_ids=ids).logits, labels))

def lora():
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).requires_grad_(False)
    adapt(model)
    model.train()
    ids, count = torch.tensor(inputs["sequences"]), inputs["responseTokens"]
    rows = torch.arange(ids.shape[1] - count - 1, ids.shape[1] - 1)
    labels = ids[:, -count:].reshape(-1)
    return train(model, lambda: cross_entropy(model(input_ids=ids, use_cache=False, logits_to_keep=rows).logits.flatten(0, 1), labels))

def decode():
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    prompt, count, values = torch.tensor([inputs["prompt"]]), inputs["newTokens"], []
    @torch.inference_mode()
    def generate():
        values.clear()
        ids, cache = prompt, None
        for index in range(count):
            result = model(input_ids=ids, past_key_values=cache, use_cache=True, logits_to_keep=1)
            cache, scores = result.past_key_values, result.logits[:, -1].log_softmax(-1)
            best, ids = scores.max(-1, keepdim=True)
            values.append(best.item())
            if index == 0:
                first = time.perf_counter()
        return (time.perf_counter() - first) * 1000 / (count - 1)
    durations, processor = repeat(generate)
    return durations, processor / count, values

def score():
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    continuations = torch.tensor(inputs["continuations"])
    count, values = continuations.shape[1], []
    ids = torch.cat([torch.tensor([inputs["prefix"]]).expand(len(continuations), -1), continuations], 1)
    @torch.inference_mode()
    def scores():
        logits = model(input_ids=ids, use_cache=False, logits_to_keep=count + 1).logits[:, :-1]
        chosen = logits.log_softmax(-1).gather(-1, continuations.unsqueeze(-1)).sum((1, 2))
        values[:] = chosen.tolist()
    return (*repeat(scores), values)

durations, processor, values = {"training": training, "lora": lora, "decode": decode, "score": score}[inputs["kind"]]()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
version = "PyTorch %s, transformers %s" % (torch.__version__, transformers.__version__)
print(json.dumps({"version": version, "durationsMs": durations, "processorMs": processor, "peakResidentBytes": peak, "values": values, "cancelMs": []}))
`;
