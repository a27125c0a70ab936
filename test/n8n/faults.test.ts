import type { IDataObject } from 'n8n-workflow';
import { kardInN8n } from './support/kardInN8n';
import { FULL_CARD, SHOPPER, transactionLine, upTo, userLine } from './support/rows';

const kard = kardInN8n();

beforeEach(async () => {
	await kard.enroll(SHOPPER);
});

const transactions = (count: number) => upTo(count).map((number) => transactionLine(number));
const onError = 'continueErrorOutput';
const one =
	(status: string) =>
	({ json }: { readonly json: readonly IDataObject[] }) =>
		json.map((item) => item.status === status);
const submitted = one('submitted');
const saying = (pattern: RegExp) => expect.stringMatching(pattern) as unknown;

it.each(['create-users', 'create-or-update-users', 'submit-transactions', 'get-users', 'get-organization'])(
	'no items are no request, no output and no error (%s)',
	async (workflow) => {
		const { items, failed, message, result } = await kard.run(workflow, []);

		expect({ items, failed, message }).toEqual({ items: [], failed: [], message: undefined });
		expect(result.run.status).toBe('success');
		expect([...kard.requests()]).toEqual([]);
		expect(kard.tokenRequests()).toBe(0);
	},
);

it('the same event twice, with the same content, is sent once', async () => {
	const { json } = await kard.run('submit-transactions', [
		transactionLine(1),
		transactionLine(2),
		transactionLine(1),
	]);

	expect(json).toEqual([
		{ id: 'evt-1', status: 'submitted' },
		{ id: 'evt-2', status: 'submitted' },
		{ id: 'evt-1', status: 'duplicate', duplicateOfRow: 1 },
	]);
	expect(kard.sent('createTransactions').map((rows) => rows.map(({ id }) => id))).toEqual([
		['evt-1', 'evt-2'],
	]);
});

it('the same event id with different content is refused, naming both rows', async () => {
	const rows = [transactionLine(1), transactionLine(1, { Amount: 5 })];

	const { json, failed } = await kard.run('submit-transactions', rows, { onError });

	expect(json).toEqual([{ id: 'evt-1', status: 'submitted' }]);
	expect(failed).toMatchObject([{ error: { row: 2, id: 'evt-1', message: saying(/^Row 2.*row 1/) } }]);
});

it('a row that Kard refuses fails with its reason, the others are through', async () => {
	const rows = [transactionLine(1), transactionLine(2, { 'User ID': 'user-nobody' }), transactionLine(3)];

	const { json, failed, lines } = await kard.run('submit-transactions', rows, { onError });

	expect(json).toEqual([
		{ id: 'evt-1', status: 'submitted' },
		{ id: 'evt-3', status: 'submitted' },
	]);
	expect(lines).toEqual(['line 1', 'line 3']);
	expect(failed).toMatchObject([
		{
			Line: 'line 2',
			error: {
				row: 2,
				id: 'evt-2',
				statusCode: 404,
				message: saying(/^Row 2, .*There is no user user-nobody\./),
			},
		},
	]);
	expect(kard.requests()).toHaveLength(1);
});

it('an answer that names no row makes no row a success until it is known', async () => {
	const body = { errors: [{ status: '400', detail: 'one of them is wrong' }] };
	kard.fault({ route: 'createTransactions', kind: 'override', status: 207, body, processed: true });

	const run = await kard.run('submit-transactions', transactions(4));

	expect(submitted(run)).toEqual(upTo(4).map(() => true));
	expect(kard.sent('createTransactions').map(({ length }) => length)).toEqual([4, 2, 2]);
	expect(kard.sandbox.state.transactions.size).toBe(4);
});

it('a row that is there already is a duplicate, without a second request', async () => {
	await kard.run('submit-transactions', transactions(1));

	const { json } = await kard.run('submit-transactions', transactions(1));

	expect(json).toEqual([{ id: 'evt-1', status: 'duplicate' }]);
	expect(kard.requests()).toHaveLength(2);
});

it('a connection that breaks after sending: the same body again, and the rows are submitted', async () => {
	kard.fault({ route: 'createTransactions', kind: 'dropAfter' });

	const run = await kard.run('submit-transactions', transactions(3));

	expect(submitted(run)).toEqual([true, true, true]);
	const [first, second] = kard.requests('createTransactions').map(({ body }) => body);
	expect(second).toEqual(first);
	expect(kard.sandbox.state.transactions.size).toBe(3);
});

describe('an answer of 429 with Retry-After', () => {
	it('nothing is sent for that time, by any of the parallel requests', async () => {
		kard.fault({ route: 'createTransactions', kind: 'status', status: 429, retryAfter: '1', after: 1 });

		const run = await kard.run('submit-transactions', transactions(8), {
			parameters: { options: { batchSize: 1, concurrency: 2 } },
		});

		expect(submitted(run)).toEqual(upTo(8).map(() => true));
		const requests = kard.requests('createTransactions');
		const refused = requests.find(({ status }) => status === 429)?.startedAt ?? 0;
		const later = requests.filter(({ startedAt }) => startedAt > refused + 200);
		expect(later.length).toBeGreaterThanOrEqual(6);
		expect(Math.min(...later.map(({ startedAt }) => startedAt)) - refused).toBeGreaterThanOrEqual(950);
	});

	it('a wait of ten hours is not waited for, and said', async () => {
		kard.fault({
			route: 'createTransactions',
			kind: 'status',
			status: 429,
			retryAfter: '36000',
			times: Infinity,
		});
		const begun = Date.now();

		const { description } = await kard.run('submit-transactions', transactions(4), {
			parameters: { options: { batchSize: 1 } },
		});

		expect(description).toMatch(/^Row 1: Kard asks to slow down \(429\) and to wait 10 hours\./);
		expect(kard.requests()).toHaveLength(1);
		expect(Date.now() - begun).toBeLessThan(5_000);
	});
});

it('the second of five requests fails for good, the other four stand', async () => {
	kard.fault({ route: 'createTransactions', kind: 'status', status: 400, after: 1 });

	const { json, failed, lines } = await kard.run('submit-transactions', transactions(5), {
		parameters: { options: { batchSize: 1, concurrency: 1 } },
		onError,
	});

	expect(json.map(({ id }) => id)).toEqual(['evt-1', 'evt-3', 'evt-4', 'evt-5']);
	expect(lines).toEqual(['line 1', 'line 3', 'line 4', 'line 5']);
	expect(failed).toMatchObject([{ Line: 'line 2', error: { row: 2, id: 'evt-2', statusCode: 400 } }]);
});

describe('an answer that cannot be read', () => {
	it.each([
		['a web page', { kind: 'html', status: 200 }],
		['JSON that broke off', { kind: 'malformedJson' }],
		['nothing', { kind: 'empty' }],
	] as const)('%s in place of a user is an error with its status', async (_, fault) => {
		kard.fault({ route: 'getUser', ...fault });

		const { message, result } = await kard.run('get-users', [{ 'User ID': SHOPPER }]);

		expect(message).toMatch(/^Kard answered with status 20[04] and .* Check the environment or base URL/);
		expect(JSON.stringify(result.run)).not.toMatch(/<html>|cut-o/);
	});

	it.each([
		{ kind: 'html', status: 200 } as const,
		{ kind: 'malformedJson' } as const,
		{ kind: 'empty' } as const,
	])('to a submission (%j): the rows are found out, and stored once', async (fault) => {
		kard.fault({ route: 'createTransactions', processed: true, ...fault });

		const run = await kard.run('submit-transactions', transactions(3));

		expect(submitted(run)).toEqual([true, true, true]);
		expect(kard.sandbox.state.transactions.size).toBe(3);
	});
});

describe('a full card number', () => {
	const spellings = [FULL_CARD, '4111 1111 1111 1111', '4111-1111-1111-1111', Number(FULL_CARD)];
	const fields = ['Card Last Four', 'Card BIN', 'Description', 'Second Description'];

	it.each(fields.flatMap((field) => spellings.map((number) => [field, number] as const)))(
		'in %s, as %p, is refused and repeated nowhere',
		async (field, number) => {
			const rows = [transactionLine(1), transactionLine(2, { [field]: number })];

			const run = await kard.run('submit-transactions', rows, { onError: 'continueRegularOutput' });

			expect(run.json).toMatchObject([{ status: 'submitted' }, { status: 'failed', error: { row: 2 } }]);
			expect(JSON.stringify(run.json)).not.toMatch(/4111.?1111.?1111|1111.?1111/);
			expect(
				kard
					.sent('createTransactions')
					.flat()
					.map(({ id }) => id),
			).toEqual(['evt-1']);
		},
	);

	it('a column that Kard does not have never leaves the machine', async () => {
		await kard.run('submit-transactions', [transactionLine(1, { 'Card Number': FULL_CARD })]);

		expect(JSON.stringify(kard.requests())).not.toContain(FULL_CARD);
		expect(kard.sandbox.state.transactions.size).toBe(1);
	});

	it('a long reference number is none, though it may pass the same check', async () => {
		const arn = '7402721602300000000000000005';

		const { json } = await kard.run('submit-transactions', [transactionLine(1, { ARN: arn })]);

		expect(json).toMatchObject([{ status: 'submitted' }]);
		expect(kard.sent('createTransactions')[0]?.[0]?.attributes.acquirerReferenceNumber).toBe(arn);
	});
});

it('what an error answer repeats of the row is masked', async () => {
	const detail = 'Not good: jane.doe@example.com, +15555550123, born 1990, card 4111 1111 1111 1111';
	kard.fault({
		route: 'createUsers',
		kind: 'status',
		status: 400,
		times: Infinity,
		body: { errors: [{ status: '400', detail, id: 'user-1', source: { pointer: '/data/0' } }] },
	});
	const row = userLine(1, { Email: 'jane.doe@example.com', Phone: '+15555550123', 'Birth Year': 1990 });
	const parameters = { options: { email: 'address' } };

	const regular = await kard.run('create-users', [row], { parameters, onError: 'continueRegularOutput' });
	const stopped = await kard.run('create-users', [row], { parameters });

	expect(regular.json).toMatchObject([
		{ status: 'failed', error: { message: saying(/^Row 1.*Not good: /) } },
	]);
	for (const text of [
		JSON.stringify(regular.json),
		`${String(stopped.message)} ${String(stopped.description)}`,
	]) {
		expect(text).not.toMatch(/jane|5555550123|1990|4111/);
	}
});

describe('a row that is not what a sheet holds', () => {
	it('200 columns that Kard does not have, with nulls and objects in them, change nothing', async () => {
		const strange = Object.fromEntries(
			upTo(200).map((number) => [
				`Column ${String(number)}`,
				[null, { a: { b: [1] } }, [], 'x', 7][number % 5],
			]),
		);

		const { json } = await kard.run('create-users', [userLine(1, strange as IDataObject)]);

		expect(json).toEqual([{ id: 'user-1', status: 'created' }]);
		expect(kard.sent('createUsers')[0]?.[0]?.attributes).toEqual({ enrolledRewards: ['CARDLINKED'] });
	});

	it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
		'a column "%s" pollutes nothing',
		async (name) => {
			const row = JSON.parse(`{"User ID":"user-1","${name}":{"polluted":"yes"}}`) as IDataObject;

			const { json } = await kard.run('create-users', [row]);

			expect(json).toEqual([{ id: 'user-1', status: 'created' }]);
			expect(Object.getOwnPropertyDescriptor(Object.prototype, 'polluted')).toBeUndefined();
			expect(JSON.stringify(kard.requests())).not.toContain('polluted');
		},
	);

	it.each([
		['an object', { a: 1 }],
		['a list', [1, 2]],
		['a text of a million characters', 'x'.repeat(1_000_000)],
	])('%s in a column of Kard is refused, and shown to nobody', async (_, value) => {
		const rows = [userLine(1), userLine(2, { 'ZIP Code': value })];

		const { json } = await kard.run('create-users', rows, { onError: 'continueRegularOutput' });

		expect(json).toMatchObject([
			{ status: 'created' },
			{ status: 'failed', error: { row: 2, fields: ['zipCode'] } },
		]);
		expect(JSON.stringify(json).length).toBeLessThan(1_000);
	});
});
