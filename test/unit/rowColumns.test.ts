import { defaultableColumns, rowColumns, transactionOperations, userOperations } from '../../shared';

const keysOf = (columns: readonly { key: string }[]) => columns.map(({ key }) => key).sort();

describe('the fields for which one value may stand for all rows', () => {
	it('are those that can be the same for a whole sheet of transactions, each once', () => {
		expect(keysOf(defaultableColumns(transactionOperations.submit))).toEqual([
			'cardBIN',
			'cardNetwork',
			'currency',
			'direction',
			'financialInstitutionId',
			'paymentType',
			'status',
		]);
	});

	it('never say who a user is', () => {
		expect(keysOf(defaultableColumns(userOperations.create))).toEqual(['enrolledRewards']);
	});
});

describe('the columns of the rows of an operation', () => {
	it.each([
		['matchedTransaction', 'matchedOfferId'],
		['coreTransaction', 'cardLastFours'],
		['transaction', 'panEntryMode'],
	])('are those of the chosen type: %s has %s', (type, key) => {
		expect(keysOf(rowColumns(transactionOperations.submit, type))).toContain(key);
	});

	it.each([undefined, 'constructor', 7])('are those of the first type where %p is chosen', (type) => {
		expect(rowColumns(transactionOperations.submit, type)).toBe(
			rowColumns(transactionOperations.submit, 'transaction'),
		);
	});
});
