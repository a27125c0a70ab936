/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test', '<rootDir>/shared'],
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// Types are checked once for the whole repository by `npm run typecheck`.
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false, tsconfig: 'tsconfig.commonjs.json' }] },
	// What is loaded at first use is imported with the ending that it has once it is compiled. So are the nodes, for tools
	// that run TypeScript directly take `Kard.node` for `Kard.node.json`.
	moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
	maxWorkers: 2,
	testTimeout: 30_000,
	collectCoverageFrom: ['shared/**/*.ts'],
	coverageReporters: ['text-summary', 'json-summary'],
	coverageThreshold: { './shared/': { lines: 95, branches: 95 } },
};
