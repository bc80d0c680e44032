/** @file Opens the workbench: Electron where it can be had, else the same workbench in the browser, and says which and why. */
import { displayProblem, downloadElectron, electronBinary } from './electron.mjs';
import { become, say, shout } from './process.mjs';

export async function startWorkbench(node, args) {
  const rest = args.filter((one) => one !== '--web');
  const openInBrowser = () => become(node, ['out/main/web.js', ...rest]);
  if (args.includes('--web')) return openInBrowser();

  const problem = displayProblem();
  const binary = problem === null ? (electronBinary() ?? downloadElectron(node)) : null;
  if (binary === null) {
    shout(`No desktop window: ${problem ?? 'the Electron program could not be downloaded'}. Opening the same workbench in your browser.`);
    return openInBrowser();
  }
  return become(binary, ['.', ...rest], {
    onEarlyFailure: () => {
      shout('Electron did not start on this machine. Opening the same workbench in your browser.');
      return openInBrowser();
    },
  });
}

export function runCommandLine(node, args) {
  return become(node, ['out/main/cli.js', ...args]);
}

/** Rebuilds on change and serves in the browser; no Electron needed. */
export function runDevelopment(node, args) {
  say('Building on change; reload the page to see it.');
  return become(node, ['build/bootstrap/develop.mjs', ...args]);
}
