import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const REPOSITORY = join(__dirname, '../..');
// Prettier is a module of its own kind, which Jest cannot load by itself.
const COMPARE = `
	const { DOCUMENT, withOperationsTable } = require('./test/package/operationsTable');
	const written = require('node:fs').readFileSync(DOCUMENT, 'utf8');
	withOperationsTable(written).then((expected) => process.exit(written === expected ? 0 : 1));
`;

describe('the documentation', () => {
	it('has the table of operations as the catalogue has it; npm run docs:operations writes it', () => {
		const compare = () =>
			execFileSync(process.execPath, ['--import', 'tsx', '-e', COMPARE], { cwd: REPOSITORY });
		expect(compare).not.toThrow();
	});
});
