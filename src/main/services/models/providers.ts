/** @file Which execution providers this machine has: each is tested in a process of its own, once while the program runs. */
import type { ExecutionProviderName, ProviderReport } from '#shared/contracts/models';
import type { ProviderVerdict } from '../../jobs/programs/engine-host/provider-test';
import type { Ports } from '../../platform/ports';

export interface Providers {
  list(): Promise<ProviderReport[]>;
}

/** In the order in which they are preferred. */
const preferred: readonly ExecutionProviderName[] = ['cuda', 'directml', 'coreml', 'webgpu', 'cpu'];
/** The first step on a GPU compiles its shaders; in software that takes a quarter of a minute. */
const patienceMs = 120_000;

/** What the build of ONNX Runtime for this system holds. Others are refused without a test. */
const builtIn: Readonly<Record<ExecutionProviderName, (platform: NodeJS.Platform, arch: string) => boolean>> = {
  cuda: (platform, arch) => (platform === 'linux' || platform === 'win32') && arch === 'x64',
  directml: (platform) => platform === 'win32',
  coreml: (platform) => platform === 'darwin',
  webgpu: () => true,
  cpu: () => true,
};

export function createProviders(ports: Pick<Ports, 'openProgram'>): Providers {
  let found: Promise<ProviderReport[]> | undefined;
  return {
    list() {
      found ??= Promise.all(preferred.map((name) => examine(ports, name)));
      return found;
    },
  };
}

async function examine(ports: Pick<Ports, 'openProgram'>, name: ExecutionProviderName): Promise<ProviderReport> {
  if (!builtIn[name](process.platform, process.arch)) return { name, isAvailable: false, reason: `ONNX Runtime for ${process.platform} ${process.arch} does not have it` };
  const verdict = await test(ports, name);
  return { name, isAvailable: verdict.isAvailable, reason: plainReason(verdict.reason) };
}

function test(ports: Pick<Ports, 'openProgram'>, provider: ExecutionProviderName): Promise<ProviderVerdict> {
  const { promise, resolve } = Promise.withResolvers<ProviderVerdict>();
  const link = ports.openProgram('provider-test', { provider });
  const refuse = (reason: string): void => resolve({ isAvailable: false, reason });
  const timer = setTimeout(() => {
    refuse(`the self-test did not end within ${patienceMs / 1000} seconds`);
    link.kill();
  }, patienceMs);
  link.onMessage((verdict) => resolve(verdict as ProviderVerdict));
  link.onEnd(({ error, exit }) => refuse(error?.message ?? `the self-test ended its process (${exit?.signal ?? `exit code ${String(exit?.code ?? 0)}`})`));
  return promise.finally(() => clearTimeout(timer));
}

/** What is behind the usual messages of drivers, and what to do. */
const usualReasons: readonly { readonly says: RegExp; readonly means: string }[] = [
  { says: /no supported adapters/i, means: 'no graphics adapter with a driver for WebGPU (Vulkan, Metal or Direct3D 12) was found' },
  { says: /failed to load shared library|cannot open shared object/i, means: 'its libraries are not installed; ONNX Runtime needs CUDA and cuDNN beside it' },
];

/** Messages of a driver may have many lines, code positions and paths of the machine it was built on. */
function plainReason(reason: string): string {
  const usual = usualReasons.find(({ says }) => says.test(reason));
  if (usual !== undefined) return usual.means;
  return reason.replace(/\s+/g, ' ').replace(/(?:\/[\w.+-]+){2,}/g, (path) => path.slice(path.lastIndexOf('/') + 1)).slice(0, 300);
}
