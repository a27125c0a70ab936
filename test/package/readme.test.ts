import { readFileSync } from 'fs';
import { join } from 'path';
import { operationsTable, TABLE_IN_README, unaligned } from './operationsTable';

describe('the README', () => {
	it('lists the operations as they are described', () => {
		const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
		expect(unaligned(TABLE_IN_README.exec(readme)?.[0] ?? '')).toBe(unaligned(operationsTable()));
	});
});
