/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test', '<rootDir>/shared'],
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// Types are checked once for the whole repository by `npm run typecheck`.
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	// Tools that run TypeScript directly take `Kard.node` for `Kard.node.json`, so the node is imported with its ending.
	moduleNameMapper: { '^(\\.{1,2}/.*\\.node)\\.js$': '$1' },
	maxWorkers: 2,
	testTimeout: 30_000,
	collectCoverageFrom: ['shared/**/*.ts'],
	coverageReporters: ['text-summary', 'json-summary', 'html'],
	coverageThreshold: { './shared/': { lines: 95, branches: 95 } },
};
