/** @file Who may import whom (docs/architecture.md). Each rule has a planted violation in tests/unit/house/layers.test.ts. */
const anyPackage = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

const rule = (name, from, to) => ({ name, severity: 'error', from, to });

/** Files under `from` import, of our own sources, only what `allowed` matches. */
const onlySees = (name, from, allowed) => rule(name, { path: from }, { path: '^src/', pathNot: allowed });

/** Only files under `home` import `packages`. */
const livesIn = (name, packages, home) => rule(name, { path: '^src/', pathNot: home }, { path: packages });

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule('no-unresolved', { path: '^src/' }, { couldNotResolve: true }),
    rule('sources-not-tests', { path: '^src/' }, { path: '^(tests|build)/' }),

    onlySees('shared-is-a-leaf', '^src/shared/', '^src/shared/'),
    rule('shared-only-zod', { path: '^src/shared/' }, { dependencyTypes: ['core', ...anyPackage], pathNot: 'node_modules/zod/' }),

    onlySees('renderer-sees-shared', '^src/renderer/', '^src/(renderer|shared)/'),
    rule('renderer-no-node', { path: '^src/renderer/' }, { dependencyTypes: ['core'] }),
    rule('components-are-pure', { path: '^src/renderer/src/components/' }, { path: '^src/renderer/src/(pages|api|app)/' }),

    onlySees('preload-sees-shared', '^src/preload/', '^src/(preload|shared)/'),
    rule('preload-only-electron', { path: '^src/preload/' }, { dependencyTypes: ['core', ...anyPackage], pathNot: '^(node_modules/)?electron(/|$)' }),

    livesIn('electron-in-its-host', '^(node_modules/)?electron(/|$)', '^src/(main/hosts/electron|preload)/'),
    livesIn('sqlite-in-the-store', '^(node_modules/)?(@types/)?better-sqlite3(/|$)', '^src/main/store/'),
    livesIn('onnxruntime-in-the-engine', '^(node_modules/)?onnxruntime-(node|common)(/|$)', '^src/main/engine/runtime/'),
    livesIn('language-model-clients-in-providers', '^(node_modules/)?openai(/|$)', '^src/main/llm/providers/'),

    onlySees('engine-is-a-leaf', '^src/main/engine/', '^src/(main/engine|shared)/'),
    onlySees('research-is-a-leaf', '^src/main/research/', '^src/(main/research|shared)/'),
    rule('research-is-pure', { path: '^src/main/research/' }, { dependencyTypes: ['core', ...anyPackage] }),

    onlySees('platform-sees-shared', '^src/main/platform/', '^src/(main/platform|shared)/'),
    onlySees('store-sees-platform', '^src/main/store/', '^src/(main/(store|platform)|shared)/'),
    onlySees('corpora-see-shared', '^src/main/corpora/', '^src/(main/corpora|shared)/'),
    onlySees('language-models-see-platform', '^src/main/llm/', '^src/(main/(llm|platform)|shared)/'),

    onlySees('tasks-have-no-store', '^src/main/jobs/tasks/', '^src/(main/(jobs|engine|research|llm|corpora|platform)|shared)/'),
    onlySees('jobs-have-no-services', '^src/main/jobs/', '^src/(main/(jobs|engine|research|llm|corpora|platform)|shared)/'),
    onlySees('services-below-app', '^src/main/services/', '^src/(main/(services|store|corpora|llm|engine|research|jobs|platform)|shared)/'),
    onlySees('app-below-hosts', '^src/main/app/', '^src/(main/(app|services|store|corpora|llm|engine|research|jobs|platform)|shared)/'),
    rule('hosts-are-strangers', { path: '^src/main/hosts/([^/]+)/' }, { path: '^src/main/hosts/([^/]+)/', pathNot: '^src/main/hosts/$1/' }),
    rule('only-entries-see-hosts', { path: '^src/main/', pathNot: '^src/main/(hosts/|[a-z]+\\.ts$)' }, { path: '^src/main/hosts/' }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.main.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
