import { linkErrors } from '../../../shared/bulk/linkErrors';
import { upTo } from '../../client/rows';

const MANY = 60_000;
/** Copying all errors so far for each further one would take a minute. */
const SOON_MS = 3_000;

const rows = ['event-1', 'event-2'].map((id, index) => ({
	...{ index, id },
	resource: { type: 'transaction', id, attributes: { transactionId: 'purchase-1' } },
}));

describe('an answer with as many errors as fit into it', () => {
	it.each([
		['all about one row', 'event-1', [MANY, 0]],
		['all about what two rows have in common', 'purchase-1', [1, 1]],
	])('%s is read soon', (_, id, expected) => {
		const errors = upTo(MANY).map(() => ({ id, title: 'Odd' }));
		const before = performance.now();

		const { byRow, stray, ambiguous } = linkErrors(errors, rows, 'transactionId');

		expect(performance.now() - before).toBeLessThan(SOON_MS);
		expect(rows.map((row) => byRow.get(row)?.length ?? 0)).toEqual(expected);
		expect([stray.length, ambiguous.size]).toEqual([0, 0]);
	});
});
