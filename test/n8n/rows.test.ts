import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import omit from 'lodash/omit';
import {
	generateHem,
	transactionOperations,
	userOperations,
	type BulkOperation,
	type AnyOperation,
} from '../../shared/host';
import { Kard } from '../../nodes/Kard/Kard.node.js';
import { textLike } from '../support/expected';
import type { Route } from '../../sandbox';
import { corePurchase, FULL_CARD, purchase, SHOPPER, upTo, type SheetRow } from '../support/purchase';
import { asResource, sheetLine } from '../support/resource';
import { kardInN8n, ON_ERROR, type Changes, type KardRun } from './support/kardInN8n';
import { mapperFields } from './support/mapperFields';
import { ownServers, type OwnServer } from './support/ownServers';

const kard = kardInN8n();
const { create, createOrUpdate, get } = userOperations;
const { submit } = transactionOperations;
const onError = 'continueErrorOutput';

/** A line of a sheet of purchases. */
const line = (number: number, cells: SheetRow = {}): SheetRow => ({
	Line: `line ${String(number)}`,
	...sheetLine(purchase({ id: `evt-${String(number)}` }), cells),
});
/** A line of a sheet of new users. */
const user = (number: number, cells: SheetRow = {}): SheetRow => ({
	Line: `line ${String(number)}`,
	'User ID': `user-${String(number)}`,
	...cells,
});
const lines = (count: number) => upTo(count).map((number) => line(number));

/** All that an output item says of a row with which nothing was wrong, unless something else is given. */
const item = (row: number, id: string, status: string, more: object = {}): object => ({
	...{ status, row, id, duplicateOfRow: null, notes: [], outcomeUnknown: false },
	...{ errorMessage: null, errorField: null, errorCode: null },
	...more,
});
/** The same of a purchase, which also says whose and which it is. */
const submitted = (row: number, id = `evt-${String(row)}`, more: object = {}): object =>
	item(row, id, 'submitted', { userId: SHOPPER, transactionId: `purchase-${id}`, ...more });

/** What Kard was sent of each row. */
async function sentBy(operation: BulkOperation, rows: readonly SheetRow[], changes: Changes = {}) {
	const { message, description } = await kard.run(operation, rows, changes);
	expect([message, description]).toEqual([undefined, undefined]);
	return kard.sentTo(operation === submit ? 'createTransactions' : 'createUsers').flat();
}

describe('columns that are recognized', () => {
	it('are recognized by everyday names, and the others stay where they are', async () => {
		const row = {
			...{ 'Customer ID': SHOPPER, 'Txn ID': 'txn-9', 'Transaction Status': 'Posted', Amount: '$1,234.50' },
			...{ CCY: 'usd', Memo: 'BLUE DOOR COFFEE', 'DR/CR': 'DR', BIN: 411111, 'Card Last 4': 42 },
			...{ Posted_Date: '3/6/2026', 'Card Number': FULL_CARD, Notes: 'of no interest to Kard' },
		};

		const [sent] = await sentBy(submit, [row], { parameters: { amounts: 'dollars' } });

		expect(sent?.attributes).toMatchObject({
			...{ userId: SHOPPER, transactionId: 'txn-9', status: 'SETTLED', amount: 123_450, currency: 'USD' },
			...{ description: 'BLUE DOOR COFFEE', direction: 'DEBIT', cardBIN: '411111', cardLastFour: '0042' },
		});
		expect(JSON.stringify(kard.requests())).not.toMatch(/4111111111111111|of no interest/);
	});

	it('may differ from row to row, and the one that is filled in counts', async () => {
		const rows = [user(1, { 'ZIP Code': '', Zip: '02134' }), { 'User ID': 'user-2', 'Birth Year': 1990 }];

		const sent = await sentBy(create, rows);

		expect(sent.map(({ attributes }) => attributes)).toEqual([
			{ enrolledRewards: ['CARDLINKED'], zipCode: '02134' },
			{ enrolledRewards: ['CARDLINKED'], birthYear: '1990' },
		]);
	});

	it.each(['__proto__', 'constructor', 'toString'])('of the name "%s" pollute nothing', async (name) => {
		const row = JSON.parse(`{"User ID":"user-1","${name}":{"polluted":"yes"}}`) as SheetRow;

		const [sent] = await sentBy(create, [row]);

		expect(sent?.attributes).toEqual({ enrolledRewards: ['CARDLINKED'] });
		expect(Object.getOwnPropertyDescriptor(Object.prototype, 'polluted')).toBeUndefined();
	});
});

describe('items as Kard documents its rows', () => {
	it('go out whole, with what we do not know in them', async () => {
		const { type, id, attributes } = asResource({ ...purchase(), newField: { kind: 'new' } });

		expect(await sentBy(submit, [{ type, id, attributes }])).toMatchObject([{ type, id, attributes }]);
	});

	it.each([
		['without a type', { attributes: { type: 'Payment' } }],
		['with fields beside them', { type: 'transaction', attributes: { url: '/Payment/1' } }],
	])('are none %s: they are sheets like any other', async (_, more) => {
		const { json } = await kard.run(submit, [{ ...line(1), ...more }]);

		expect(json).toEqual([submitted(1)]);
	});
});

describe('columns that are mapped by hand', () => {
	const mapped = (value: SheetRow, schema: readonly object[] = []) => ({
		mapping: 'byHand',
		columns: { mappingMode: 'defineBelow', value, matchingColumns: [], schema },
	});

	it('are read as a person wrote them, and not as n8n would guess', async () => {
		const form = { resource: 'transaction', operation: 'submit', transactionType: 'transaction' };
		const schema = (await mapperFields(form)).map((field) => ({ ...field, removed: false }));
		const value = {
			...{ userId: '={{ $json.Who }}', transactionId: '={{ $json.No }}', amount: '={{ $json.Paid }}' },
			...{
				description: '={{ $json.Shop }}',
				settledDate: '={{ $json.Day }}',
				direction: '={{ $json.Kind }}',
			},
			...{
				cardLastFour: '={{ $json.Card.slice(-4) }}',
				cardBIN: '411111',
				status: 'SETTLED',
				currency: 'USD',
			},
			merchantName: null,
		};
		const row = {
			...{ Who: SHOPPER, No: 5_001, Paid: '$1,234.50', Shop: 'BLUE DOOR COFFEE', Kind: 'purchase' },
			...{ Card: '**** 4242', Day: '04/03/2026 18:00' },
		};

		const [sent] = await sentBy(submit, [row], {
			parameters: { ...mapped(value, schema), amounts: 'dollars', options: { dateOrder: 'DMY' } },
			timezone: 'America/New_York',
		});

		expect(sent?.attributes).toMatchObject({
			...{ transactionId: '5001', amount: 123_450, direction: 'DEBIT', cardLastFour: '4242' },
			settledDate: '2026-03-04T18:00:00-05:00',
		});
		expect(sent?.attributes).not.toHaveProperty('merchant');
	});

	it('are those of Kard alone, and an empty one has its default value', async () => {
		const value = { id: '={{ $json.Customer }}', enrolledRewards: null, shoeSize: '46', email: '' };

		const [sent] = await sentBy(create, [{ Customer: 'user-1', Zip: '02134' }], {
			parameters: mapped(value),
		});

		expect(sent).toMatchObject({ id: 'user-1', attributes: { enrolledRewards: ['CARDLINKED'] } });
		expect(sent?.attributes).not.toHaveProperty('zipCode');
	});

	it('fail the row in which one cannot be evaluated; the others are written', async () => {
		const rows = upTo(3).map((number) => ({
			Customer: `user-${String(number)}`,
			First: number === 2 ? '' : 'Ann',
		}));
		const zipCode = "={{ $json.First ? '30301' : $('No such node').item.json.zip }}";

		const { json, failed } = await kard.run(create, rows, {
			parameters: mapped({ id: '={{ $json.Customer }}', zipCode }),
			onError,
		});

		expect(json.map(({ id }) => id)).toEqual(['user-1', 'user-3']);
		expect(failed).toMatchObject([
			{
				...{ Customer: 'user-2', row: 2, status: 'failed' },
				errorMessage: textLike(/^the columns could not be mapped\. /),
			},
		]);
	});

	it('that are no mapping at all fail every row', async () => {
		const { failed } = await kard.run(create, [user(1)], {
			parameters: { mapping: 'byHand', columns: 'all' },
			onError,
		});

		expect(failed).toMatchObject([
			{
				errorMessage:
					'the columns could not be mapped. A parameter has a value of the wrong kind. Check the parameters of the node.',
			},
		]);
	});
});

describe('the settings', () => {
	it('default values stand in where a column is missing or a cell is empty', async () => {
		const rows = [
			line(1, { Currency: undefined, Direction: '', 'Card BIN': null }),
			line(2, { Currency: 'CAD', Direction: 'credit', 'Card BIN': '555555' }),
		];
		const defaults = { currency: 'USD', direction: 'DEBIT', cardBIN: '411111' };

		const sent = await sentBy(submit, rows, { parameters: { defaults } });

		expect(
			sent.map(({ attributes: { currency, direction, cardBIN } }) => [currency, direction, cardBIN]),
		).toEqual([
			['USD', 'DEBIT', '411111'],
			['CAD', 'CREDIT', '555555'],
		]);
	});

	it.each([
		['cents', '1999', 1999],
		['dollars', '1,234.50', 123_450],
	])('in %s: %p is %d cents', async (amounts, Amount, cents) => {
		const [sent] = await sentBy(submit, [line(1, { Amount })], { parameters: { amounts } });

		expect(sent?.attributes).toMatchObject({ amount: cents });
	});

	it.each([
		['Amount', 'dollars', '12.345'],
		['Settled Date', 'cents', '31/02/2026'],
	])('%s: with amounts in %s, %p is refused with the row and the field', async (title, amounts, cell) => {
		const { message } = await kard.run(submit, [line(1, { [title]: cell })], { parameters: { amounts } });

		expect(message).toMatch(new RegExp(`^Row 1, ${title}: `));
		expect(kard.requests()).toEqual([]);
	});

	it.each([
		['America/New_York', 'MDY', '2026-03-04T18:00:00-05:00'],
		['Asia/Tokyo', 'DMY', '2026-04-03T18:00:00+09:00'],
	])(
		'dates without a zone are in the time zone of the workflow: %s, %s',
		async (timezone, dateOrder, settledDate) => {
			const [sent] = await sentBy(submit, [line(1, { 'Settled Date': '03/04/2026 18:00' })], {
				parameters: { options: { dateOrder } },
				timezone,
			});

			expect(sent?.attributes).toMatchObject({ settledDate });
		},
	);

	it.each([
		[{}, { hashedEmail: generateHem('jane.doe@example.com') }],
		[{ email: 'address' }, { email: 'Jane.Doe@example.com' }],
	])('with the options %j an email goes out as it should', async (options, expected) => {
		const [sent] = await sentBy(create, [user(1, { Email: 'Jane.Doe@example.com ' })], {
			parameters: { options },
		});

		expect(sent?.attributes).toEqual({ enrolledRewards: ['CARDLINKED'], ...expected });
	});

	it.each([
		[{}, [7]],
		[{ batchSize: '={{ $json.Size }}' }, [3, 3, 1]],
	])(
		'with the options %j the requests hold %j rows: an expression is that of the first row',
		async (options, sizes) => {
			const rows = lines(7).map((row, index) => ({ ...row, Size: 3 + index }));

			await kard.run(submit, rows, { parameters: { options } });

			expect(kard.sentTo('createTransactions').map(({ length }) => length)).toEqual(sizes);
		},
	);

	it('a row that Kard has already is a duplicate, or a failure if that is wanted', async () => {
		await kard.run(submit, lines(1));

		const reported = await kard.run(submit, [line(1), line(2), line(2)]);
		const { json, failed } = await kard.run(submit, lines(1), {
			parameters: { options: { duplicates: 'fail' } },
			onError,
		});

		expect(reported.json).toEqual([
			submitted(1, 'evt-1', { status: 'duplicate' }),
			submitted(2),
			submitted(3, 'evt-2', { status: 'duplicate', duplicateOfRow: 2 }),
		]);
		expect(json).toEqual([]);
		expect(failed).toMatchObject([
			{ Line: 'line 1', row: 1, id: 'evt-1', status: 'failed', errorMessage: textLike(/\(409\)/) },
		]);
	});

	it('with a bad row among them nothing is sent, if that is wanted, and each item says why', async () => {
		const options = { ifRowIsBad: 'sendNothing', batchSize: 1 };

		const { json, failed } = await kard.run(submit, [line(1), { ...line(2), Amount: 'free' }], {
			parameters: { options },
			onError,
		});

		expect([json, kard.requests('createTransactions')]).toEqual([[], []]);
		expect(failed).toMatchObject([
			{
				Line: 'line 1',
				errorMessage: textLike(/^not sent\. Nothing was to be sent unless .* Row 2, Amount: /),
			},
			{ Line: 'line 2', errorField: 'Amount', errorMessage: textLike(/^Amount: /) },
		]);
	});

	it.each([
		[{ concurrency: 50 }, 'Requests at Once: at most 20 is possible. Enter a smaller number.'],
		[{ batchSize: 'many' }, 'Batch Size: has a value that it cannot have. Choose or enter another one.'],
	])('%j is refused in words, without a request', async (options, says) => {
		const { message } = await kard.run(submit, lines(1), { parameters: { options } });

		expect(message).toBe(says);
		expect(kard.requests()).toEqual([]);
	});
});

describe('the types of transactions', () => {
	it('that Kard takes today, and no others, are offered', () => {
		const [type] = new Kard().description.properties.filter(({ name }) => name === 'transactionType');

		expect(type).toMatchObject({ options: [{ value: 'transaction' }, { value: 'coreTransaction' }] });
	});

	it.each([
		['coreTransaction', sheetLine(corePurchase({ id: 'evt-1' }), { 'Card Last Fours': '4242, 1881' }), {}],
		[
			'matchedTransaction',
			line(1, { 'Payment Type': 'cash', 'Card BIN': '', 'Card Last Four': '', Currency: '', Status: '' }),
			{ paymentType: 'CASH' },
		],
	])(
		'%s is sent under its own name, also from a workflow that was saved with it',
		async (type, row, more) => {
			const cells = { ...row, 'Authorization Date': '2026-03-04T10:15:00-05:00' };

			const [sent] = await sentBy(submit, [cells], { parameters: { transactionType: type } });

			expect(sent).toMatchObject({ type, id: 'evt-1', attributes: more });
		},
	);
});

describe('what became of each row', () => {
	it('is an item each: created, updated, and noted where the answer could not be read', async () => {
		await kard.enrol('user-2');
		kard.fault('updateUser', { kind: 'html', status: 200, processed: true, times: Infinity });

		const parameters = { options: { maxRetries: 0 } };
		const { json } = await kard.run(createOrUpdate, [user(1), user(2, { Zip: '10001' })], { parameters });

		expect(json).toEqual([
			item(1, 'user-1', 'created'),
			item(2, 'user-2', 'updated', { notes: [textLike(/response to the update could not be read/)] }),
		]);
		expect(kard.sandbox.state.users.get('user-2')?.attributes.zipCode).toBe('10001');
	});

	it('names the row, the field and Kard’s reason, in the order of the sheet', async () => {
		const rows = [
			line(1),
			line(2, { 'User ID': 'user-nobody' }),
			line(3, { 'Card Last Four': FULL_CARD }),
			line(1, { Amount: 5 }),
		];

		const { json, failed, lines: linked } = await kard.run(submit, rows, { onError });

		expect([json, linked]).toEqual([[submitted(1)], ['line 1']]);
		const ours = failed.map((row) => omit(row, Object.keys(line(1))));
		const why = (errorField: string | null, message: RegExp): object => ({
			...{ status: 'failed', errorField, errorMessage: textLike(message) },
			errorCode: textLike(/./),
		});
		expect(ours).toEqual([
			submitted(2, 'evt-2', { userId: 'user-nobody', ...why('User ID', /There is no user user-nobody\./) }),
			submitted(3, 'evt-3', why('Card Last Four', /^Card Last Four: /)),
			submitted(4, 'evt-1', why(null, /row 1/)),
		]);
		expect(JSON.stringify(ours)).not.toMatch(/1111/);
	});

	it('is said once for each reason where the run is stopped, with the rows and the remedy by its name', async () => {
		const rows = [...upTo(7).map((number) => line(number, { 'User ID': '' })), line(8, { Currency: 'N/A' })];

		const { message, description, result } = await kard.run(submit, rows, { parameters: { defaults: {} } });

		expect(message).toBe('8 of 8 rows failed, for 2 reasons');
		const [all, ...causes] = description?.split('<br>\n') ?? [];
		expect(all).toBe('Of 8 rows: 8 failed.');
		expect(causes.slice(0, 2)).toEqual([
			textLike(
				/^Rows 1 to 7: User ID is missing\. Fill in the column "User ID", .* \(Columns → Map by Hand\)\.$/,
			),
			textLike(/^Row 8: Currency is missing\. .*: Default Values → Currency\.$/),
		]);
		expect(causes.at(-1)).toBe('Not sent: "Line".');
		// n8n would put the number of an item, from zero, behind a message that names rows from one.
		expect(result.error).toMatchObject({ context: { itemIndex: undefined } });
	});

	it('of which the outcome is not known is said to be so', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter', times: Infinity });
		const parameters = { options: { maxRetries: 0 } };

		const { failed } = await kard.run(submit, lines(1), { parameters, onError });

		expect(failed).toMatchObject([{ row: 1, status: 'failed', outcomeUnknown: true }]);
	});
});

const servers = ownServers();
const shoppers = (count: number): SheetRow[] =>
	upTo(count).map((number) => ({ Line: `line ${String(number)}`, 'User ID': SHOPPER }));
const statuses = ({ json }: KardRun) => json.map(({ status }) => status);

describe.each([
	['a base URL that is none', { baseUrl: 'kard' }, /Base URL: is not a web address\. Write it in full/],
	[
		'a base URL at which nobody listens',
		{ baseUrl: 'http://127.0.0.1:9' },
		/could not be reached|refused the connection/,
	],
	['a wrong client secret', { clientSecret: 'no' }, /did not accept the Client Secret \(401\)/],
])('with %s', (_, credential, says) => {
	const run = async (operation: AnyOperation, onError: Changes['onError'] & string) =>
		await kard.run(operation, operation === submit ? lines(2) : shoppers(2), {
			credential,
			onError,
			parameters: { options: { maxRetries: 0 } },
		});
	const failure = (row: number) => ({ status: 'failed', row, errorMessage: textLike(says), notes: [] });

	it.each([
		['a bulk write', submit],
		['a read', get],
	])('%s: every row says why, wherever it goes', async (_name, operation) => {
		const regular = await run(operation, 'continueRegularOutput');
		const branched = await run(operation, 'continueErrorOutput');
		const stopped = await run(operation, 'stopWorkflow');

		expect(regular).toMatchObject({
			json: [1, 2].map(failure),
			pairs: [0, 1],
			message: undefined,
		});
		expect(branched).toMatchObject({
			json: [],
			failed: [1, 2].map((row) => ({ Line: `line ${String(row)}`, ...failure(row) })),
			message: undefined,
		});
		expect(stopped.json).toEqual([]);
		expect([stopped.message, stopped.description].join('\n')).toMatch(says);
	});
});

describe('Retry On Fail', () => {
	/** n8n runs the whole node again: when it throws, and when its first item is an error. */
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const withoutIds = upTo(3).map((number) => line(number, { 'Event ID': null }));
	const bad = line(9, { 'Event ID': null, Amount: 'much' });
	const parameters = { options: { maxRetries: 0 } };

	it.each(ON_ERROR)(
		'with "On Error" set to %s stores nothing twice, though an answer is lost',
		async (onError) => {
			kard.fault('createTransactions', { kind: 'dropAfter' });

			await kard.run(submit, [bad, ...withoutIds], { node, onError, parameters });

			expect(kard.requests('createTransactions')).toHaveLength(3);
			expect(kard.stored.transactions).toHaveLength(3);
		},
	);

	it('gets over trouble that passes', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 503, times: 2 });

		const run = await kard.run(submit, withoutIds, { node, parameters });

		expect(statuses(run)).toEqual(['submitted', 'submitted', 'submitted']);
	});
});

describe('a Kard that is slow or busy', () => {
	const TOKEN = '{"access_token":"token-1","expires_in":3600}';
	let hungUp = 0;
	/** Sends a byte every 50 ms and never ends, until the other side hangs up. */
	const drip = (response: ServerResponse): void => {
		response.writeHead(200, { 'Content-Type': 'application/json' });
		const timer = setInterval(() => response.write(' '), 50);
		response.on('close', () => {
			clearInterval(timer);
			hungUp += 1;
		});
	};
	const dripping = async (onRequest = (): void => undefined): Promise<OwnServer> =>
		await servers.start((request, response) => {
			if (request.url === '/v2/auth/token') return response.end(TOKEN);
			drip(response);
			onRequest();
			return undefined;
		});
	const asked = ({ received }: OwnServer) => received.filter(({ path }) => path !== '/v2/auth/token');
	const allHungUp = async (server: OwnServer): Promise<void> => {
		for (let turn = 0; turn < 100 && hungUp < asked(server).length; turn += 1) await sleep(20);
		expect(hungUp).toBe(asked(server).length);
	};

	beforeEach(() => {
		hungUp = 0;
	});

	it('is waited for as long as Timeout says for each attempt, and then hung up on', async () => {
		const server = await dripping();
		const start = performance.now();

		const { failed } = await kard.run(submit, lines(1), {
			credential: { baseUrl: server.url },
			parameters: { options: { timeoutMs: 200, maxRetries: 1 } },
			onError: 'continueErrorOutput',
		});

		expect(failed).toMatchObject([
			{
				errorMessage: textLike(
					/did not answer within 0\.2 seconds\..* not known whether Kard accepted this row/,
				),
			},
		]);
		expect(performance.now() - start).toBeGreaterThan(400);
		expect(asked(server).length).toBeGreaterThan(1);
		await allHungUp(server);
	});

	it('is hung up on when the run is cancelled', async () => {
		const stop = new AbortController();
		const server = await dripping(() => {
			stop.abort();
		});

		await kard.run(get, shoppers(3), { credential: { baseUrl: server.url }, signal: stop.signal });

		expect(asked(server)).toHaveLength(1);
		await allHungUp(server);
	});

	it('that breaks a connection gets the very same body again, as often as Retries says', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter' });

		const run = await kard.run(submit, lines(2));

		expect(statuses(run)).toEqual(['submitted', 'submitted']);
		const bodies = kard.requests('createTransactions').map(({ body }) => body);
		expect(bodies).toEqual([bodies[0], bodies[0]]);
	});

	it.each([
		[{ concurrency: 1 }, 1],
		[{}, 4],
	])('gets no more requests at once than %j says: %d', async (options, expected) => {
		const delayMs = 100;
		kard.fault('createTransactions', { kind: 'delay', delayMs, times: 9 });

		await kard.run(submit, lines(5), { parameters: { options: { batchSize: 1, ...options } } });

		const starts = kard.requests('createTransactions').map(({ startedAt }) => startedAt);
		const together = (one: number) => starts.filter((other) => Math.abs(other - one) < delayMs / 2).length;
		expect(Math.max(...starts.map(together))).toBe(expected);
	});
});

describe('a run that is stopped', () => {
	const slowly = { batchSize: 1, concurrency: 1 };

	/** Runs an operation and presses Stop a moment after so many requests have come; then counts them all. */
	async function stopAfter(count: number, route: Route, operation: AnyOperation, changes: Changes) {
		const stop = new AbortController();
		const rows = operation === submit ? lines(6) : shoppers(6);
		const running = kard.run(operation, rows, { ...changes, signal: stop.signal });
		while (kard.requests(route).length < count) await sleep(5);
		await sleep(20);
		stop.abort();
		const stoppedAt = performance.now();
		const run = await running;
		const tookMs = performance.now() - stoppedAt;
		await sleep(250);
		return { run, requests: kard.requests().length, tookMs };
	}

	describe.each(ON_ERROR)('with "On Error" set to %s', (onError) => {
		it('in the middle of a write sends no further request, and knows what was done', async () => {
			kard.fault('createTransactions', { kind: 'delay', delayMs: 150, after: 2, times: Infinity });

			const { run, requests } = await stopAfter(3, 'createTransactions', submit, {
				parameters: { options: slowly },
				onError,
			});

			expect([run.result.run.status, requests, run.lines]).toEqual(['canceled', 3, []]);
			expect(run.json.slice(0, 2)).toEqual([submitted(1), submitted(2)]);
		});

		it('between the rows of a read sends no further request', async () => {
			kard.fault('getUser', { kind: 'delay', delayMs: 150, after: 1, times: Infinity });

			const { run, requests } = await stopAfter(2, 'getUser', get, { onError });

			expect([run.result.run.status, requests]).toEqual(['canceled', 2]);
		});
	});

	it('while it waits as long as Kard asked ends at once', async () => {
		kard.fault('createTransactions', { kind: 'status', status: 429, retryAfter: '30' });

		const { requests, tookMs } = await stopAfter(1, 'createTransactions', submit, {});

		expect(requests).toBe(1);
		expect(tookMs).toBeLessThan(2_000);
	});

	it('and started again ends with every row stored once', async () => {
		kard.fault('createTransactions', { kind: 'delay', delayMs: 60, after: 2, times: 4 });
		await stopAfter(3, 'createTransactions', submit, { parameters: { options: slowly } });

		const run = await kard.run(submit, lines(6));

		expect(new Set(statuses(run))).toEqual(new Set(['submitted', 'duplicate']));
		expect(kard.stored.transactions).toHaveLength(6);
	});
});

it('one of five requests that fails for good leaves the rows of the others alone', async () => {
	kard.fault('createTransactions', { kind: 'status', status: 400, after: 1 });

	const { json, failed } = await kard.run(submit, lines(5), {
		parameters: { options: { batchSize: 1, concurrency: 1 } },
		onError: 'continueErrorOutput',
	});

	expect(json.map(({ id }) => id)).toEqual(['evt-1', 'evt-3', 'evt-4', 'evt-5']);
	expect(failed).toMatchObject([{ Line: 'line 2', row: 2, id: 'evt-2', errorMessage: textLike(/\(400\)/) }]);
});

it('more rows than one request takes are as many requests as it takes, and an item each', async () => {
	const rows = upTo(101).map((number) => ({ 'User ID': `user-${String(number)}` }));

	const { json, pairs } = await kard.run(create, rows);

	expect(kard.sentTo('createUsers').map(({ length }) => length)).toEqual([100, 1]);
	expect(json).toHaveLength(101);
	expect(pairs).toEqual(rows.map((_, index) => index));
});
