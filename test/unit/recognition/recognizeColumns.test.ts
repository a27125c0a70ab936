import { recognizeColumns, type RecognizedColumn } from '../../../shared';
import { columnsOf } from '../../../shared/fields/columns';
import { transactionRows } from '../../../shared/catalogue/transactions/rows';
import { userRow } from '../../../shared/catalogue/users/fields';

type Kind = Parameters<typeof recognizeColumns>[0];

const KINDS = [
	['user', columnsOf(userRow)],
	['transaction', columnsOf(transactionRows.transaction)],
	['coreTransaction', columnsOf(transactionRows.coreTransaction)],
] as const;

/** The key of the field, `not sent`, or what it could be. */
function said({ outcome, field, candidates }: RecognizedColumn): string {
	return field ?? (outcome === 'unclear' ? `unclear: ${candidates?.join(', ') ?? ''}` : outcome);
}

/** What is said of one column of a sheet, with these cells. */
function found(kind: Kind, heading: string, ...cells: readonly unknown[]): string {
	const [column] = recognizeColumns(
		kind,
		cells.map((cell) => ({ [heading]: cell })),
	);
	return column ? said(column) : 'nothing';
}

function allFound(kind: Kind, ...rows: readonly object[]): Record<string, string> {
	return Object.fromEntries(recognizeColumns(kind, rows).map((column) => [column.heading, said(column)]));
}

describe.each(KINDS)('what a %s is recognized by', (kind, columns) => {
	const isOdd = (name: string) => kind !== 'user' && name === 'id';

	it.each(columns.map((column) => [column.key, column] as const))(
		'%s: its own names, whatever its cells, and the words that mean it alone',
		(key, { title, path, recognizedBy = [] }) => {
			for (const name of [key, title, path.join('.'), path.join('_')].filter((one) => !isOdd(one)))
				for (const cell of ['', 'x', '2026-03-04', 'a@example.com', 12.5, true, []])
					expect([name, cell, found(kind, name, cell)]).toEqual([name, cell, key]);
			for (const name of recognizedBy) expect([name, found(kind, name, '')]).toEqual([name, key]);
		},
	);
});

it('the columns of a signup export', () => {
	expect(
		allFound('user', {
			'Member ID': '100231',
			'First name': 'Ana',
			'E-mail address': 'ana@example.com',
			Postcode: '30303',
			'Mobile no.': '+1 404 555 0142',
			'Date of birth': '1990-04-17',
			'Rewards opt-in': 'yes',
			'Created at': '2026-03-04',
		}),
	).toEqual({
		'Member ID': 'id',
		'First name': 'not sent',
		'E-mail address': 'email',
		Postcode: 'zipCode',
		'Mobile no.': 'phoneNumber',
		'Date of birth': 'birthYear',
		'Rewards opt-in': 'enrolledRewards',
		'Created at': 'not sent',
	});
});

it('the columns of a transaction export', () => {
	expect(
		allFound('transaction', {
			'Txn ref': 'txn-1',
			'Customer ID': 'C-1',
			'Txn date': '2026-03-04',
			'Purchase amount (USD)': '12.30',
			'Last 4': '4242',
			Descriptor: 'BLUE DOOR COFFEE',
			'Txn type': 'purchase',
			'Txn status': 'posted',
			'Merchant town': 'Atlanta',
			'Customer ZIP': '30303',
		}),
	).toEqual({
		'Txn ref': 'transactionId',
		'Customer ID': 'userId',
		'Txn date': 'transactionDate',
		'Purchase amount (USD)': 'amount',
		'Last 4': 'cardLastFour',
		Descriptor: 'description',
		'Txn type': 'direction',
		'Txn status': 'status',
		'Merchant town': 'merchantAddrCity',
		'Customer ZIP': 'userZipCode',
	});
});

describe('a word that is not known changes what a heading means, and then it is not sent', () => {
	it.each([
		['transaction', 'Net Amount', '12.30'],
		['transaction', 'Tax amount', '12.30'],
		['transaction', 'Tip', '12.30'],
		['transaction', 'Amount %', '5'],
		['transaction', 'Product ID', 'p-1'],
		['transaction', 'Payment status', 'overdue'],
		['transaction', 'Running balance', '12.30'],
		['transaction', 'Original amount', '12.30'],
		['transaction', 'Cashback amount', '12.30'],
		['transaction', 'Amount refunded', '12.30'],
		['transaction', 'Total transactions', '12'],
		['transaction', 'Number of transactions', '12'],
		['transaction', 'Merchant phone', '4045550142'],
		['transaction', 'Merchant location', 'Atlanta GA'],
		['transaction', 'Customer city', 'Atlanta'],
		['transaction', 'Shipping zip', '30303'],
		['transaction', 'Ship-to state', 'GA'],
		['transaction', 'Card ID', 'card-1'],
		['transaction', 'Card expiry', '2027-12-01'],
		['transaction', 'Account last 4', '4242'],
		['transaction', 'Last transaction date', '2026-03-04'],
		['transaction', 'Transaction code', '5814'],
		['user', 'Company', 'Example'],
		['user', 'Token', 'abc123'],
		['user', 'Last name', 'Ruiz'],
		['user', 'Last login', '2026-03-04'],
		['user', 'Email opt-in', 'yes'],
		['user', 'Email status', 'verified'],
		['user', 'Rewards points', '120'],
		['user', 'Shipping zip', '30303'],
		['user', 'SSN last 4', '6789'],
		['user', 'Birth place', 'Atlanta'],
	] as const)('%s: %s', (kind, heading, cell) => {
		expect(found(kind, heading, cell)).toBe('not sent');
	});
});

describe('words that say nothing more change nothing', () => {
	it.each([
		['user', 'Our customer’s primary work email', 'email'],
		['user', 'ZIP CODE (5 digit)', 'zipCode'],
		['user', 'DOB (MM/DD/YYYY)', 'birthYear'],
		['user', '$phone_number', 'phoneNumber'],
		['transaction', 'Merchant category code (MCC)', 'mcc'],
		['transaction', 'Retrieval Reference Number / RRN', 'retrievalReferenceNumber'],
		['transaction', 'Txn date (UTC)', 'transactionDate'],
		['transaction', 'Credit card number: last four digits', 'cardLastFour'],
	] as const)('%s: %s', (kind, heading, field) => {
		expect(found(kind, heading, '')).toBe(field);
	});
});

describe('cells settle what a heading leaves open', () => {
	it.each([
		['Type', ['Debit', 'credit'], 'direction'],
		['Type', ['Sale', 'Return', 'Sale'], 'direction'],
		['Type', ['posted', 'pending'], 'status'],
		['Type', ['Visa', 'mc'], 'cardNetwork'],
		['Type', ['refund'], 'unclear: status, direction'],
		['Type', [''], 'unclear: status, direction, cardNetwork'],
		['Type', ['Groceries', 'Travel'], 'not sent'],
		['Details', ['DEBIT', 'CREDIT'], 'direction'],
		['Details', ['BLUE DOOR COFFEE'], 'description'],
		['State', ['GA'], 'merchantAddrState'],
		['State', ['PENDING'], 'status'],
		['Code', ['USD'], 'currency'],
		['Code', ['5814', '742'], 'mcc'],
		['Merchant category', ['5814'], 'mcc'],
		['Merchant category', ['Restaurants'], 'not sent'],
		['Merchant', ['Blue Door'], 'merchantName'],
		['Reference', ['74027216023000000000001'], 'acquirerReferenceNumber'],
		['Reference', ['txn-1', 'txn-2'], 'transactionId'],
		['Reference', ['12.50'], 'not sent'],
		['Posted', ['2026-03-04'], 'settledDate'],
		['Posted', ['Yes'], 'not sent'],
		['Auth', ['2026-03-04'], 'authorizationDate'],
		['Auth', ['A1B2C3'], 'authorizationCode'],
		['Value', ['12.30'], 'amount'],
		['Value', ['high'], 'not sent'],
		['Customer', ['C-1001'], 'userId'],
		['Customer', ['Ana Ruiz'], 'not sent'],
		['Name', ['Blue Door'], 'unclear: description, merchantName'],
		['ZIP', ['30303'], 'unclear: merchantAddrZipcode, userZipCode'],
		['Account number', ['1234567890'], 'unclear: accountId'],
		['Transaction time', ['10:15'], 'not sent'],
		['Card number', ['4242'], 'cardLastFour'],
		['Card number', ['**** 4242', 'x4242'], 'cardLastFour'],
		['Card number', ['411111'], 'cardBIN'],
		['Card number', ['n/a', ''], 'unclear: cardBIN, cardLastFour'],
	])('%s with %j: %s', (heading, cells, field) => {
		expect(found('transaction', heading, ...cells)).toBe(field);
	});

	it.each([
		['Contact number', ['+1 404 555 0142'], 'phoneNumber'],
		['Contact number', ['C-1001'], 'id'],
		['Contact', ['a@example.com'], 'email'],
		['Rewards', ['yes', 'no'], 'enrolledRewards'],
		['Rewards', ['120'], 'not sent'],
		['Opt-in', ['yes'], 'unclear: enrolledRewards'],
		['Work email', ['2026-03-04'], 'not sent'],
		['Mobile', ['Yes'], 'not sent'],
		['Zip+4', ['30303-1122'], 'zipCode'],
		['Zip+4', ['1122'], 'unclear: zipCode'],
	])('of a user: %s with %j: %s', (heading, cells, field) => {
		expect(found('user', heading, ...cells)).toBe(field);
	});

	it('full card numbers are of the field that refuses them, even if most cells are something else', () => {
		const cells = [...Array.from({ length: 60 }, () => '411111'), '4111 1111 1111 1111'];

		expect(found('transaction', 'Card number', ...cells)).toBe('cardLastFour');
		expect(found('transaction', 'PAN', 4111111111111111)).toBe('cardLastFour');
	});

	it('one slip among a hundred cells hides nothing, and half of them do', () => {
		expect(found('transaction', 'Type', ...Array.from({ length: 99 }, () => 'debit'), 'oops')).toBe(
			'direction',
		);
		expect(found('transaction', 'Type', 'debit', 'Groceries')).toBe('unclear: direction');
	});

	it('two columns that could both be a field are neither, unless they are called the same', () => {
		expect(allFound('transaction', { 'Auth amount': '12.30', 'Settled amount': '12.50' })).toEqual({
			'Auth amount': 'unclear: amount',
			'Settled amount': 'unclear: amount',
		});
		expect(allFound('transaction', { Customer: 'C-1', Client: 'C-1' })).toEqual({
			Customer: 'userId',
			Client: 'not sent',
		});
	});
});

describe('of several columns for one field', () => {
	it('the one that fits best is it, and the others are not sent', () => {
		expect(allFound('transaction', { Total: '13.00', Amount: '12.00', 'Purchase amount': '11.00' })).toEqual({
			Total: 'not sent',
			Amount: 'amount',
			'Purchase amount': 'not sent',
		});
		expect(allFound('user', { 'Record ID': '1', 'Customer ID': '2', Email: 'a@example.com' })).toEqual({
			'Record ID': 'not sent',
			'Customer ID': 'id',
			Email: 'email',
		});
	});

	it('one that is empty throughout gives way', () => {
		expect(allFound('user', { id: '', 'Member ID': '2' })).toEqual({ id: 'not sent', 'Member ID': 'id' });
	});

	it('one that fills in where the first is empty is recognized, but never another id', () => {
		const rows = [
			{ id: '1', 'Member ID': '7', Phone: '', Mobile: '4045550142' },
			{ id: '', 'Member ID': '8', Phone: '4045550143', Mobile: '4045550144' },
		];

		expect(allFound('user', ...rows)).toEqual({
			id: 'id',
			'Member ID': 'not sent',
			Phone: 'phoneNumber',
			Mobile: 'phoneNumber',
		});
	});
});

describe('the id of a sheet of purchases', () => {
	it('is that of the purchase where there is no other, and that of the event where there is', () => {
		expect(allFound('transaction', { id: 'ch_1', amount: 1, customer: 'cus_1' }).id).toBe('transactionId');
		expect(allFound('transaction', { ID: '7', Amount: 1, 'Txn ID': 'T-1' }).ID).toBe('id');
	});

	it('is that of the event in a sheet that is written for Kard', () => {
		expect(allFound('transaction', { id: 'evt-1', amount: 1, userId: 'u-1' }).id).toBe('id');
	});
});

describe('headings', () => {
	it('inside objects are told one by one, and lists are not sent', () => {
		expect(
			allFound('transaction', {
				merchant_data: { city: 'Atlanta', address: { postal_code: '30303' } },
				card: { last4: '4242', id: 'card-1' },
				tags: ['a', 'b'],
			}),
		).toEqual({
			'merchant_data.city': 'merchantAddrCity',
			'merchant_data.address.postal_code': 'merchantAddrZipcode',
			'card.last4': 'cardLastFour',
			'card.id': 'not sent',
			tags: 'not sent',
		});
		expect(allFound('user', { properties: { email: 'a@example.com', zip: '30303' } })).toEqual({
			'properties.email': 'email',
			'properties.zip': 'zipCode',
		});
	});

	it('are told in the order in which they come, also those of later rows', () => {
		const rows: object[] = Array.from({ length: 1_500 }, () => ({ Notes: 'x', Email: 'a@example.com' }));
		rows.push({ Postcode: '30303', Notes: 'x' });

		expect(recognizeColumns('user', rows).map(({ heading }) => heading)).toEqual([
			'Notes',
			'Email',
			'Postcode',
		]);
	});

	it('that are named after parts of objects are names like any other', () => {
		const row: unknown = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2, "toString": 3}');

		expect(Object.values(allFound('user', Object(row) as object))).toEqual(Array(3).fill('not sent'));
		expect({}).not.toHaveProperty('polluted');
	});

	it('of a sheet without rows are none', () => {
		expect(recognizeColumns('user', [])).toEqual([]);
	});
});
