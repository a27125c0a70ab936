import { readFileSync } from 'fs';
import { join } from 'path';
import { DOCUMENT, operationsTable, TABLE, unaligned } from './operationsTable';

describe('the table of operations', () => {
	it('lists every operation as it is described', () => {
		const document = readFileSync(join(__dirname, '../..', DOCUMENT), 'utf8');
		expect(unaligned(TABLE.exec(document)?.[0] ?? '')).toBe(unaligned(operationsTable()));
	});
});
