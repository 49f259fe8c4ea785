// The boundaries of the house. `test/boundaries.test.ts` breaks each of them and sees this gate fail.
const core = '^packages/core/src/';
const tests = '\\.test\\.ts$';
const schema = '^packages/adapter-postgres/src/schema/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'The core reaches itself and zod: no platform, no adapter, no other package.',
      severity: 'error',
      from: { path: core, pathNot: [`${core}testing/`, tests] },
      to: { pathNot: [`${core}(?!testing/)`, '(^|/)node_modules/zod/'] },
    },
    {
      name: 'core-is-pure',
      comment:
        'What the core offers for tests may use node:assert as well, so that any test runner can run it, and the domain names of node:url.',
      severity: 'error',
      from: { path: `${core}testing/`, pathNot: tests },
      to: { pathNot: [core, '(^|/)node_modules/zod/', '^(assert(/strict)?|url)$'] },
    },
    {
      name: 'layers',
      comment: 'The kernel is what everything stands on: it knows nothing of the core but itself.',
      severity: 'error',
      from: { path: `${core}kernel/` },
      to: { path: core, pathNot: `${core}kernel/` },
    },
    {
      name: 'layers',
      comment: 'Access stands on the kernel, below the features.',
      severity: 'error',
      from: { path: `${core}access/`, pathNot: tests },
      to: { path: core, pathNot: `${core}(kernel|access)/` },
    },
    {
      name: 'layers',
      comment: 'Features stand below the application, which puts them together in the files at the top of the core.',
      severity: 'error',
      from: { path: `${core}[^/]+/`, pathNot: [`${core}testing/`, tests] },
      to: { path: `${core}[^/]+\\.ts$` },
    },
    {
      name: 'features-do-not-reach-into-each-other',
      comment: 'A feature is used through its index.ts; the kernel is free for all.',
      severity: 'error',
      from: { path: `${core}([^/]+)/` },
      to: { path: `${core}[^/]+/`, pathNot: [`${core}$1/`, `${core}kernel/`, `${core}[^/]+/index\\.ts$`] },
    },
    {
      name: 'features-do-not-reach-into-each-other',
      comment: 'What stands above the features uses them through their index.ts, too.',
      severity: 'error',
      from: { path: `${core}[^/]+\\.ts$` },
      to: { path: `${core}[^/]+/`, pathNot: [`${core}kernel/`, `${core}[^/]+/index\\.ts$`] },
    },
    {
      name: 'adapters-do-not-meet',
      comment: 'An adapter translates between the core and one thing outside; another adapter is none of its business.',
      severity: 'error',
      from: { path: '^packages/(adapter-[^/]+)/src/' },
      to: { path: '^(packages/adapter-|@goldset/adapter-)', pathNot: '^packages/$1/' },
    },
    {
      name: 'adapters-use-the-front-door',
      comment: 'The core is known by its four public entry points.',
      severity: 'error',
      from: { path: '^(packages/adapter-|apps/|examples/)' },
      to: {
        path: '^(packages/core/|@goldset/core/)',
        pathNot: '^packages/core/src/(index|adapter|(controls|testing)/index)\\.ts$',
      },
    },
    {
      name: 'only-the-server-knows-all',
      comment: 'Packages are used by programs, never the other way round.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { path: '^(apps/|examples/|@goldset/server)' },
    },
    {
      name: 'only-the-server-knows-all',
      comment: 'In the server, the programs alone name the adapters.',
      severity: 'error',
      from: {
        path: '^apps/server/src/',
        pathNot: '^apps/server/src/(main|create-topics|distribute|move-database|new-token|replay-dead-letters)\\.ts$',
      },
      to: { path: '^(packages/adapter-|@goldset/adapter-)' },
    },
    {
      name: 'clients-stand-alone',
      comment: 'A client knows the contract, and neither the server nor a platform: it runs wherever there is fetch.',
      severity: 'error',
      from: { path: '^clients/([^/]+)/src/' },
      to: { pathNot: '^clients/$1/src/' },
    },
    {
      name: 'clients-stand-alone',
      comment: 'What serves does not call itself through a client; programs that call the API do.',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/' },
      to: { path: '^(clients/|@goldset/client)' },
    },
    {
      name: 'http-folders-point-one-way',
      comment:
        'In adapter-http, a response is made without reading a request body, and what routes, guards and answers requests knows no endpoint and no view.',
      severity: 'error',
      from: { path: '^packages/adapter-http/src/(response|conditional|security|routing)/' },
      to: {
        path: '^packages/adapter-http/src/',
        pathNot: '^packages/adapter-http/src/(response|conditional|security|routing|log|environment)(/|\\.ts$)',
      },
    },
    {
      name: 'http-folders-point-one-way',
      comment: 'In adapter-http, what reads a request knows no endpoint, no view and no contract.',
      severity: 'error',
      from: { path: '^packages/adapter-http/src/request/' },
      to: {
        path: '^packages/adapter-http/src/',
        pathNot: '^packages/adapter-http/src/(request|response|conditional|security|routing|log|environment)(/|\\.ts$)',
      },
    },
    {
      name: 'postgres-folders-point-one-way',
      comment: 'In adapter-postgres, sql < rows < queue < bulk < repositories: each directory uses those before it.',
      severity: 'error',
      from: { path: '^packages/adapter-postgres/src/sql/' },
      to: { path: '^packages/adapter-postgres/src/', pathNot: '^packages/adapter-postgres/src/(sql)/' },
    },
    {
      name: 'postgres-folders-point-one-way',
      comment: 'In adapter-postgres, sql < rows < queue < bulk < repositories: each directory uses those before it.',
      severity: 'error',
      from: { path: '^packages/adapter-postgres/src/rows/' },
      to: { path: '^packages/adapter-postgres/src/', pathNot: '^packages/adapter-postgres/src/(sql|rows)/' },
    },
    {
      name: 'postgres-folders-point-one-way',
      comment: 'In adapter-postgres, sql < rows < queue < bulk < repositories: each directory uses those before it.',
      severity: 'error',
      from: { path: '^packages/adapter-postgres/src/queue/' },
      to: { path: '^packages/adapter-postgres/src/', pathNot: '^packages/adapter-postgres/src/(sql|rows|queue)/' },
    },
    {
      name: 'postgres-folders-point-one-way',
      comment: 'In adapter-postgres, sql < rows < queue < bulk < repositories: each directory uses those before it.',
      severity: 'error',
      from: { path: '^packages/adapter-postgres/src/bulk/' },
      to: { path: '^packages/adapter-postgres/src/', pathNot: '^packages/adapter-postgres/src/(sql|rows|queue|bulk)/' },
    },
    {
      name: 'postgres-folders-point-one-way',
      comment: 'In adapter-postgres, sql < rows < queue < bulk < repositories: each directory uses those before it.',
      severity: 'error',
      from: { path: '^packages/adapter-postgres/src/repositories/' },
      to: {
        path: '^packages/adapter-postgres/src/',
        pathNot: '^packages/adapter-postgres/src/(sql|rows|queue|bulk|repositories)/',
      },
    },
    {
      name: 'postgres-folders-point-one-way',
      comment:
        'In adapter-postgres, connections, events and the whole database know statements, and nothing of what is stored.',
      severity: 'error',
      from: { path: '^packages/adapter-postgres/src/(connections|events|database)/' },
      to: {
        path: '^packages/adapter-postgres/src/',
        pathNot: ['^packages/adapter-postgres/src/(sql|schema)/', '^packages/adapter-postgres/src/$1/'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'No file of the core needs itself by way of others, not even for a type.',
      severity: 'error',
      from: { path: core },
      to: { circular: true },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that need each other to load are one module; types may refer to each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'What shipped code imports stands in the dependencies of its own package.json.',
      severity: 'error',
      from: { path: '^(packages|apps|clients|examples)/[^/]+/src/', pathNot: [tests, schema] },
      // A workspace package is recognised by its path, and an undeclared one is not found.
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        pathNot: '^(packages|apps|clients)/',
      },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'A package that a program shares with Goldset is a peer: two copies of it would not know each other.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: [tests, schema] },
      to: { path: '(^|/)node_modules/(zod|hono|kafkajs|postgres)/', dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'schema-is-for-migrations',
      comment:
        'The schema is what migrations are generated from. It is not published, and nothing that is published needs it.',
      severity: 'error',
      from: { path: '^packages/adapter-postgres/src/', pathNot: schema },
      to: { path: schema },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'What cannot be found is not declared either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Only what is built here: packages from elsewhere keep their files in such directories, too.
    exclude: { path: '^(packages|apps|clients|examples)/[^/]+/dist/' },
    // Type-only imports cross boundaries just as well.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
