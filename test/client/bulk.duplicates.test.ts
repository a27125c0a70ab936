import { KardConflictError, KardValidationError, type RowOptions } from '../../shared/host';
import { MOST_QUESTIONS } from '../../shared/bulk/run';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { person, people } from '../support/person';
import { corePurchase, purchase, purchases, sheetPurchase, upTo, type SheetRow } from '../support/purchase';
import { whenever } from './steps';

const kard = startKard();
const [first, second, third] = ['evt-1', 'evt-2', 'evt-3'].map((id) => purchase({ id }));

describe('the same event id on two rows with the same content', () => {
	it('is sent once, and the second is reported as a duplicate of the first row', async () => {
		const result = await kard.submit([first, second, first]);

		expect([kard.sentIds, result.failed]).toEqual([[['evt-1', 'evt-2']], []]);
		expect(result.succeeded[2]).toEqual({ index: 2, id: 'evt-1', status: 'duplicate', duplicateOf: 0 });
	});

	it('counts as the same, however its cells are written', async () => {
		const written = { ...first, settledDate: '2021-07-02T17:47:00Z', amount: '19.99', status: 'SETTLED' };
		const otherwise = {
			...Object.fromEntries(Object.entries(written).toReversed()),
			...{ settledDate: '2021-07-02T13:47-04:00', amount: 19.99, status: ' posted' },
		};

		const result = await kard.submit([written, otherwise], { amounts: 'dollars' });

		expect(outcomes(result)).toEqual(['submitted', 'duplicate']);
	});

	it('shares the fate of the first row when Kard refuses it', async () => {
		const refused = purchase({ userId: 'user-nobody' });

		const result = await kard.submit([first, refused, refused]);

		expect(outcomes(result)).toEqual(['submitted', 'failed', 'failed']);
		expect(messages(result)[2]).toMatch(
			/^Row 3: repeats row 2, which failed\. Row 2, User ID: .*user-nobody/,
		);
	});

	it('no request ever carries the same id twice, not even where Kard would take it', async () => {
		await kard.submit([first, first, second, first, third, second, first], { batchSize: 2 });

		expect(kard.sentIds).toEqual([['evt-1', 'evt-2'], ['evt-3']]);
	});
});

describe('the same event id on two rows with different content', () => {
	it('the second is refused before it is sent, naming both rows', async () => {
		const result = await kard.submit([first, second, { ...first, amount: 5 }]);

		expect(kard.sentIds).toEqual([['evt-1', 'evt-2']]);
		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'failed']);
		expect(result.failed[0]?.error).toBeInstanceOf(KardValidationError);
		expect(messages(result)[2]).toBe(
			'Row 3: has the same ID as row 1 but says something else. Only row 1 is used. ' +
				'Give each its own ID, or remove one of the two.',
		);
	});

	it('is refused likewise when only the type of transaction differs, and an id that is personal is not repeated', async () => {
		const events = await kard.submit([corePurchase({ id: 'evt-1' }), { ...first, amount: 1_999 }]);
		const ids = ['jordan@example.com', '4111111111111111'];
		const users = await kard.create(ids.flatMap((id) => [person({ id }), person({ id, zipCode: '30301' })]));

		expect(outcomes(events)).toEqual(['submitted', 'failed']);
		const issues = users.failed.map(({ error }) =>
			error instanceof KardValidationError ? error.issues : [],
		);
		const written = JSON.stringify([issues, messages(users)]);
		for (const id of ids) expect(written).not.toContain(id);
	});
});

describe('an answer of 409 for a single row at the first attempt', () => {
	it('is a duplicate, and is not sent again', async () => {
		await kard.submit([first]);

		const result = await kard.submit([first]);

		expect(result).toEqual({
			succeeded: [{ index: 0, id: 'evt-1', status: 'duplicate' }],
			...{ failed: [], requests: 1 },
		});
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('with duplicates as failures it is an error that names the row, as is a row that is there twice', async () => {
		await kard.submit([first]);

		const result = await kard.submit([second, first, second], { duplicates: 'fail' });

		expect(outcomes(result)).toEqual(['submitted', 'failed', 'failed']);
		expect(result.failed.map(({ reason, code }) => [code, reason])).toEqual([
			[
				'duplicate',
				'Kard has it already (409). Leave it out, or choose Report as Duplicate under Duplicates.',
			],
			[
				'duplicate',
				'says the same as row 1. Remove one of the two, or choose Report as Duplicate under Duplicates.',
			],
		]);
		for (const { error, row, reason } of result.failed) {
			expect(error).toBeInstanceOf(KardConflictError);
			expect(error).toMatchObject({ statusCode: 409, outcomeUnknown: false });
			expect(error.message).toBe(`Row ${String(row)}: ${reason}`);
		}
	});

	it('a user who exists already is left alone', async () => {
		await kard.enrol({ id: 'user-1', attributes: { zipCode: '30301' } });

		const result = await kard.create([person({ id: 'user-1', zipCode: '99501' })]);

		expect([outcomes(result), kard.stored.users.at(-1)?.attributes.zipCode]).toEqual([
			['duplicate'],
			'30301',
		]);
	});
});

describe('event ids that are made from the row', () => {
	const row = (cells: SheetRow = {}) => sheetPurchase({ ...first, id: undefined, ...cells });
	const idsOf = async (rows: readonly SheetRow[], options: RowOptions = {}) =>
		(await kard.submit(rows, options)).succeeded.map(({ id }) => id);

	it.each<[string, SheetRow]>([
		['an offset instead of Z', { settledDate: '2021-07-02T19:47:00+02:00' }],
		['no seconds', { settledDate: '2021-07-02T17:47Z' }],
		['a date object', { settledDate: new Date('2021-07-02T17:47:00Z') }],
		['other dates that do not belong to the status', { authorizationDate: '2021-07-01' }],
		['an amount with a dollar sign', { amount: '$19.99' }],
		['a status in other words', { status: 'Posted' }],
		['another description', { description: 'BLUE DOOR' }],
	])('are the same for the same event with %s', async (_, cells) => {
		const one = row({ settledDate: '2021-07-02T17:47:00Z', amount: 19.99 });
		const settings = { amounts: 'dollars' } as const;

		const ids = [...(await idsOf([one], settings)), ...(await idsOf([{ ...one, ...cells }], settings))];

		expect(ids[0]).toMatch(/^evt-[0-9a-f]{32}$/);
		expect(ids[1]).toBe(ids[0]);
		expect(kard.stored.transactions).toHaveLength(1);
	});

	it.each<[string, SheetRow]>([
		['user', { userId: 'user-other' }],
		['transaction', { transactionId: 'txn-other' }],
		['status', { status: 'RETURNED', transactionDate: '2026-03-06T02:00:00Z' }],
		['date', { settledDate: '2026-03-06T02:00:01Z' }],
		['time zone that the date names', { settledDate: '2026-03-06T02:00:00-05:00' }],
		['amount', { amount: 1_002 }],
		['acquirer reference number', { acquirerReferenceNumber: '74027216023000000000001' }],
	])('differ when the %s differs', async (_, cells) => {
		await kard.enrol('user-other');

		expect(new Set(await idsOf([row(), row(cells)])).size).toBe(2);
	});

	it('do not depend on how a cell is read that is clear by itself', async () => {
		const cells = [
			{ settledDate: '2026-03-04', amount: '19.99', mcc: '5814' },
			{ settledDate: '3/4/2026', amount: '$19.99', mcc: 'n/a' },
			{ settledDate: '4.3.2026', amount: 19.99, mcc: 'junk' },
			{ settledDate: 46085, amount: 19.99 },
			{ settledDate: '', amount: 19.99 },
			{ attributes: true, settledDate: '2026-03-04', amount: 19.99 },
		];
		const choices: RowOptions[] = [
			{ timeZone: 'UTC' },
			{ timeZone: 'America/New_York', numberFormat: 'point' },
			{ timeZone: 'Asia/Tokyo', email: 'address', duplicates: 'report' },
		];
		const rows = cells.map(({ attributes, ...own }) =>
			attributes ? { type: 'transaction', attributes: row(own) } : row(own),
		);

		const results = [];
		for (const choice of choices) {
			const options = { amounts: 'dollars', defaults: { settledDate: 'Mar 4, 2026' }, ...choice } as const;
			for (const one of rows) results.push(await kard.submit([one], options));
		}

		const ids = results.flatMap(({ succeeded }) => succeeded.map(({ id }) => id));
		expect([ids.length, new Set(ids).size]).toEqual([choices.length * rows.length, 1]);
		expect(results.flatMap(outcomes)).toEqual(['submitted', ...all(ids.length - 1, 'duplicate')]);
	});

	it('do not run fields together: a1 + b is not a + 1b', async () => {
		await kard.enrol('a1', 'a');

		const ids = await idsOf([
			row({ userId: 'a1', transactionId: 'b' }),
			row({ userId: 'a', transactionId: '1b' }),
		]);

		expect(new Set(ids).size).toBe(2);
	});

	it('sending the sheet twice stores nothing twice, and one purchase may settle several times, in parts', async () => {
		const parts = [
			{ amount: 400 },
			{ amount: 600 },
			{ amount: 400, settledDate: '2026-03-08T02:00:00Z' },
		].map(row);

		const results = [await kard.submit(parts), await kard.submit([...parts, ...purchases(1)])];

		expect(results.map(outcomes)).toEqual([
			['submitted', 'submitted', 'submitted'],
			['duplicate', 'duplicate', 'duplicate', 'submitted'],
		]);
	});
});

const all = (count: number, outcome: string) => upTo(count).map(() => outcome);
const zipOf = (id: string) => kard.stored.users.find((user) => user.id === id)?.attributes.zipCode;
const moved = (number: number) => person({ id: `user-${String(number)}`, zipCode: '99501' });
const enrol = async (count: number) => {
	await kard.enrol(...people(count).map(({ id }) => id));
};
const puts = () => kard.sent.filter(({ method }) => method === 'PUT');
describe('users created or updated', () => {
	it('new ones are created, existing ones get the attributes of their row', async () => {
		await kard.enrol({ id: 'user-2', attributes: { zipCode: '30301', birthYear: '1990' } });

		const result = await kard.createOrUpdate([moved(1), moved(2), moved(3)]);

		expect(result).toEqual({
			succeeded: [
				{ index: 0, id: 'user-1', status: 'created' },
				{ index: 1, id: 'user-2', status: 'updated' },
				{ index: 2, id: 'user-3', status: 'created' },
			],
			failed: [],
			requests: 3,
		});
		expect(kard.stored.users.find(({ id }) => id === 'user-2')?.attributes).toEqual({
			...{ enrolledRewards: ['CARDLINKED'], zipCode: '99501', birthYear: '1990' },
		});
	});

	it('updates keep to the number of requests at once', async () => {
		await enrol(20);
		let [now, most] = [0, 0];
		kard.intercept(async (_, pass) => {
			most = Math.max(most, (now += 1));
			return await pass().finally(() => (now -= 1));
		});

		const result = await kard.createOrUpdate(people(20, { zipCode: '99501' }), { concurrency: 3 });

		expect([most, outcomes(result)]).toEqual([3, all(20, 'updated')]);
	});

	it('a row that is there twice is written once; duplicates as failures concern it, not users that exist', async () => {
		await enrol(1);

		const usual = await kard.createOrUpdate([moved(1), moved(1)]);
		const strict = await kard.createOrUpdate([moved(1), moved(1)], { duplicates: 'fail' });

		expect([outcomes(usual), outcomes(strict)]).toEqual([
			['updated', 'duplicate'],
			['unchanged', 'failed'],
		]);
		expect(kard.requests('updateUser')).toHaveLength(1);
	});

	it.each([
		['the creation is lost', 'createUsers', ['dropAfter'], 'updated'],
		['the update is lost twice', 'updateUser', ['dropAfter', 'dropBefore'], 'updated'],
		['no update is answered', 'updateUser', ['dropAfter', 'dropAfter', 'dropAfter'], 'unknown'],
	] as const)('where %s, the user ends up as the row says', async (_, route, kinds, outcome) => {
		await enrol(1);
		kard.fault(route, ...kinds.map((kind) => ({ kind })));

		const result = await kard.createOrUpdate([moved(1)]);

		expect([outcomes(result), zipOf('user-1')]).toEqual([[outcome], '99501']);
		expect(kard.requests('updateUser').length).toBe(route === 'createUsers' ? 1 : 3);
	});

	it('an update that Kard refuses fails its row alone, with the reason', async () => {
		await enrol(2);
		kard.fault('updateUser', { kind: 'override', status: 400, body: { errors: [{ detail: 'too late' }] } });

		const result = await kard.createOrUpdate([moved(1), moved(2), moved(3)], { concurrency: 1 });

		expect(outcomes(result)).toEqual(['failed', 'updated', 'created']);
		expect(messages(result)[0]).toBe(
			'Row 1: exists already, and could not be updated. Kard refused the request (400). Kard says: too late.',
		);
		expect(result.failed[0]?.error).toMatchObject({ statusCode: 400, outcomeUnknown: false });
	});

	it('an update that is refused after a creation of which nobody heard leaves the row unknown', async () => {
		kard.fault('createUsers', { kind: 'override', status: 207, body: {}, processed: true });
		kard.fault('updateUser', { kind: 'status', status: 400, times: Infinity });

		const result = await kard.createOrUpdate([moved(1)], { attributes: 'replace' });

		expect([outcomes(result), zipOf('user-1')]).toEqual([['unknown'], '99501']);
		expect(messages(result)[0]).toMatch(/^Row 1: exists, created by this run or before it, and could not /);
	});

	it.each([
		['hash', ['enrolledRewards', 'hashedEmail']],
		['hashAndAddress', ['email', 'enrolledRewards', 'hashedEmail']],
	] as const)('an update, too, sends of an email what the mode "%s" allows', async (email, names) => {
		await enrol(1);

		await kard.createOrUpdate([person({ id: 'user-1', email: 'jordan@example.com' })], { email });

		expect(Object.keys(puts()[0]?.data[0]?.attributes ?? {}).toSorted()).toEqual(names);
	});
});

describe('an update whose answer does not say that it was made', () => {
	it.each([
		['a web page', '<html></html>'],
		['nothing', ''],
		['an empty document', '{}'],
		['null', 'null'],
	])('%s: it is called updated only once an answer says so', async (_, body) => {
		await enrol(1);
		let odd = 1;
		whenever(kard, ({ method }) => method === 'PUT' && (odd -= 1) >= 0, { status: 200, body });

		const result = await kard.createOrUpdate([moved(1)]);

		expect([outcomes(result), zipOf('user-1')]).toEqual([['updated'], '99501']);
		expect(result.succeeded[0]).not.toHaveProperty('notes');
		expect(puts()).toHaveLength(2);
	});

	it('a maintenance notice: it is unknown', async () => {
		await enrol(1);
		whenever(kard, ({ method }) => method === 'PUT', { status: 200, body: { error: 'maintenance' } });

		const result = await kard.createOrUpdate([moved(1)]);

		expect(outcomes(result)).toEqual(['unknown']);
		expect(messages(result)[0]).toMatch(
			/, and it is not known whether it was updated\. .* Sending the same row/,
		);
	});

	it('ever: the rows are updated with a note, at the cost of a stated number of requests', async () => {
		await enrol(40);
		whenever(kard, ({ method }) => method === 'PUT', { status: 200, body: {} });

		const result = await kard.createOrUpdate(people(40), { attributes: 'replace' });

		expect([result.requests, outcomes(result)]).toEqual([1 + 40 + MOST_QUESTIONS, all(40, 'updated')]);
		for (const { notes } of result.succeeded) {
			expect(notes).toEqual([expect.stringMatching(/^Kard's response to the update could not .* safe\.$/)]);
		}
	});
});

describe('a permission to update that is missing', () => {
	it.each([1, 4])(
		'costs %d requests, and the users that exist are said to be there and not updated',
		async (concurrency) => {
			await enrol(30);
			whenever(kard, ({ method }) => method === 'PUT', { status: 403, body: {} });

			const result = await kard.createOrUpdate(people(32, { zipCode: '99501' }), { concurrency });

			expect(puts()).toHaveLength(concurrency);
			expect(outcomes(result)).toEqual([...all(30, 'failed'), 'created', 'created']);
			expect(messages(result)[0]).toMatch(/^Row 1: exists already, and could not be updated\. .*user:update/);
			expect(messages(result)[29]).toMatch(/^Row 30: exists already, and was not updated\. .*user:update/);
			expect(result.stoppedBy).toBeUndefined();
		},
	);
});

describe('users who were created or exist, and were not updated', () => {
	it('are not called unsent when the credentials are refused before the update', async () => {
		await enrol(1);
		kard.fault('createUsers', { kind: 'dropAfter' });
		kard.intercept(async (request, pass) => {
			if (request.method === 'PUT') kard.sandbox.expireTokens();
			if (request.method === 'PUT') kard.fault('token', { kind: 'status', status: 401, times: Infinity });
			return await pass();
		});

		const result = await kard.createOrUpdate([moved(1), moved(2), moved(3)], { concurrency: 1 });

		expect(outcomes(result)).toEqual(all(3, 'unknown'));
		expect(messages(result)[2]).toMatch(
			/^Row 3: exists, created by this run or before it, and was not updated\. Kard .*did not accept .*safe/,
		);
		expect(result.stoppedBy).toMatchObject({ name: 'KardAuthenticationError' });
	});

	it('nor are rows that say the same as one of them, when the run is cancelled', async () => {
		await enrol(1);
		const stop = new AbortController();
		kard.intercept(async (_, pass) => {
			const answer = await pass();
			stop.abort();
			return answer;
		});

		const result = await kard.createOrUpdate([moved(1), moved(1)], { signal: stop.signal });

		expect(messages(result)).toEqual({
			0: 'Row 1: exists already, and was not updated. The run was cancelled.',
			1: 'Row 2: repeats row 1, which failed. Row 1: exists already, and was not updated. The run was cancelled.',
		});
		expect(puts()).toEqual([]);
	});
});
