import omit from 'lodash/omit';
import { anyText, objectLike, textLike } from '../support/expected';
import { people, person } from '../support/person';
import { FULL_CARD, purchase, SHOPPER } from '../support/purchase';
import { linesIn, startApp, thrownBy } from './kit';

const kit = startApp();
const { kard } = kit;
const create = (key: string, inputs: object) => kit.app.run('creates', key, { ...inputs });
const submit = (inputs: object) => create('submit_transactions', { amountsOption: 'cents', ...inputs });
const storedAttributes = () => kard.stored.transactions.map(({ attributes }) => attributes);
/** A purchase as a line item: Zapier hands over texts. */
const bought = (cells: object = {}) => ({ ...purchase(), amount: '1999', ...cells });

describe('a step that writes line items', () => {
	const line = (row: number, status: string, more: object = {}) => ({
		...{ row, id: anyText, userId: SHOPPER, transactionId: anyText, status, duplicateOfRow: null },
		...{
			errorMessage: null,
			errorField: null,
			errorCode: null,
			outcomeUnknown: false,
			notes: '',
			wouldSend: null,
		},
		...more,
	});
	const about = ({ row, id, userId, transactionId, ...more }: ReturnType<typeof line>) => {
		const { errorMessage, errorField, errorCode, outcomeUnknown } = more;
		return { row, id, userId, transactionId, errorMessage, errorField, errorCode, outcomeUnknown };
	};

	it('says of each line what became of it, in their order, and lists what failed by itself', async () => {
		const first = bought();
		const transactions = [first, bought({ amount: 'a lot' }), first, bought({ userId: 'nobody' }), {}, first];
		const errorCode = 'invalid';
		const unreadable = line(2, 'failed', {
			errorMessage: textLike(/^Amount: /),
			errorField: 'Amount',
			errorCode,
		});
		const unknown = line(4, 'failed', {
			...{ userId: 'nobody', errorMessage: textLike(/refused it \(404\)/), errorField: 'User ID' },
			errorCode: 'refused',
		});
		const nothing = { id: null, userId: null, transactionId: null };
		expect(await submit({ transactions })).toEqual({
			...{ id: textLike(/^[0-9a-f]{16}$/), accepted: 3, ready: 0, failed: 2, skipped: 1 },
			summary: textLike(/^Of 6 rows: 1 submitted, 2 known already, 2 failed and 1 empty/),
			results: [
				line(1, 'submitted', { id: first.id }),
				unreadable,
				line(3, 'duplicate', { duplicateOfRow: 1 }),
				unknown,
				line(5, 'skipped', nothing),
				line(6, 'duplicate', { duplicateOfRow: 1 }),
			],
			failedLines: [about(unreadable), about(unknown)],
			columnsRecognized: Object.keys(first).map((heading) => ({ heading, field: anyText })),
			...{ columnsNotSent: [], columnsUnclear: [] },
		});
	});

	it('says of a line whether anybody knows what became of it', async () => {
		const body = { error: 'Down for maintenance' };
		const fault = { kind: 'override', status: 200, body, after: 1, times: Infinity } as const;
		kard.fault('createUsers', fault);
		const result = await create('create_users', { users: people(101), onFailure: 'goOn' });
		expect(result).toMatchObject({ accepted: 100, failed: 1 });
		expect(linesIn(result, 'failedLines')).toEqual([
			objectLike({
				...{ row: 101, outcomeUnknown: true },
				errorMessage: textLike(/do not say .* Kard said: Down for maintenance\./),
			}),
		]);
	});

	it('fails the step where the person chose so, with each reason once and the rows that it is about', async () => {
		const transactions = Array.from({ length: 7 }, (_, place) =>
			bought(place % 3 === 1 ? { amount: 'x' } : {}),
		);
		const { name, message } = await thrownBy(submit({ transactions, onFailure: 'fail' }));
		expect(name).toBe('AppError');
		expect(message).toMatch(/^2 rows, Amount: .*Of 7 rows: 5 submitted and 2 failed\. Rows 2, 5, Amount: /);
		expect(kard.stored.transactions).toHaveLength(5);
	});

	it('sends nothing where the person chose so and a line cannot be sent, and says which', async () => {
		const transactions = [bought(), bought({ amount: 'free' }), bought()];
		const { message } = await thrownBy(submit({ transactions, ifRowIsBadOption: 'sendNothing' }));
		expect(message).toMatch(
			/^3 of 3 rows failed, for 2 reasons\. .*Rows 1, 3: not sent\. .* Row 2, Amount: /,
		);
		expect(kard.requests('createTransactions')).toEqual([]);
	});

	it('fails the step when no line is accepted, and says where a missing value may be chosen', async () => {
		const transactions = Array.from({ length: 7 }, () => omit(bought(), 'currency'));
		const { message } = await thrownBy(submit({ transactions }));
		expect(message).toMatch(
			/^Currency is missing in 7 rows\. .* choose one value for all rows: Default Currency\./,
		);
		expect(message.match(/is missing/g)).toHaveLength(2);
	});

	it('takes one value for all lines, and the own value of a line before it', async () => {
		const row = omit(bought({ note: 'x', _zap_internal: 1 }), 'currency', 'direction');
		const transactions = [row, { ...row, id: 'other', transactionId: 't2', direction: 'Credit' }];
		const result = await submit({ transactions, defaultCurrency: 'usd', defaultDirection: 'DEBIT' });
		expect(result).toMatchObject({ columnsNotSent: ['note', '_zap_internal'] });
		expect(storedAttributes()).toMatchObject([
			{ currency: 'USD', direction: 'DEBIT' },
			{ currency: 'USD', direction: 'CREDIT' },
		]);
	});

	it('takes the fields of a single line where no line items were mapped, and does nothing without any', async () => {
		expect(await submit(bought())).toMatchObject({ accepted: 1, failed: 0 });
		kard.forgetRequests();
		for (const nothing of [{}, { transactions: [] }]) {
			expect(await submit(nothing)).toMatchObject({ accepted: 0, failed: 0, results: [], failedLines: [] });
		}
		expect(kard.requests()).toEqual([]);
	});

	it('reports an empty required cell, joined line items and a placeholder as failures of their lines', async () => {
		const users = [
			...[person({ id: 'u1' }), { ...person(), id: '' }, { ...person(), id: 'u2,u3' }],
			{ ...person({ id: 'u4' }), zipCode: '{{123__zip}}' },
		];
		expect(await create('create_users', { users })).toMatchObject({
			...{ accepted: 1, failed: 3 },
			failedLines: [
				{ row: 2, errorField: 'User ID', errorMessage: textLike(/^User ID: is required and empty/) },
				{ row: 3, errorMessage: textLike(/User ID holds several IDs, joined by commas/) },
				{ row: 4, errorMessage: textLike(/ZIP Code holds a placeholder in braces/) },
			],
		});
		expect(kard.stored.users.map(({ id }) => id)).toEqual([SHOPPER, 'u1']);
	});

	it('sends nothing where the person only checks, and says of every line what would be sent or why not', async () => {
		const transactions = [bought({ id: 'e1' }), bought({ amount: 'a lot' })];
		const result = await submit({ transactions, checkOnlyOption: true, onFailure: 'fail' });
		expect(result).toMatchObject({
			...{ accepted: 0, ready: 1, failed: 1, summary: textLike(/1 ready to be sent and 1 failed/) },
			results: [
				{ status: 'ready', wouldSend: { id: 'e1', amount: 1_999, cardLastFour: textLike(/^[^4]*$/) } },
				{ status: 'failed', errorField: 'Amount', wouldSend: null },
			],
		});
		const allBad = { transactions: [bought({ amount: 'x' })], checkOnlyOption: true };
		expect(await submit(allBad)).toMatchObject({ ready: 0, failed: 1 });
		expect(kard.requests()).toEqual([]);
	});

	it('updates the users that exist already, as many as fit into a step', async () => {
		const users = [person({ id: SHOPPER, zipCode: '30301' }), person({ id: 'u2' })];
		const result = await create('create_or_update_users', { users });
		expect(linesIn(result, 'results')).toMatchObject([{ status: 'updated' }, { status: 'created' }]);
		expect(kard.stored.users[0]).toMatchObject({ attributes: { zipCode: '30301' } });
		const sent = async (more: object) =>
			linesIn(
				await create('create_or_update_users', { users: [{ id: SHOPPER, birthYear: '1990' }], ...more }),
				'results',
			);
		expect(await sent({})).toMatchObject([{ status: 'updated' }]);
		expect(kard.stored.users[0]).toMatchObject({ attributes: { zipCode: '30301', birthYear: '1990' } });
		expect(await sent({})).toMatchObject([{ status: 'unchanged' }]);
		expect(await sent({ replaceAllAttributesOption: true })).toMatchObject([{ status: 'updated' }]);
		expect(kard.stored.users[0]?.attributes).not.toHaveProperty('zipCode');
		const { message } = await thrownBy(create('create_or_update_users', { users: people(225) }));
		expect(message).toMatch(/^225 line items are more than .* at most 224 fit\./);
	});

	it('refuses more lines than fit into a step before anything is sent, and says what to do', async () => {
		const { message } = await thrownBy(create('create_users', { users: people(1_701) }));
		expect(message).toBe(
			'1,701 line items are more than one step can send in the 28 seconds it has; at most 1,700 fit. ' +
				'Nothing was sent. Split the list, for example with Looping by Zapier, and send at most 1,700 in each step.',
		);
		expect(kard.requests()).toEqual([]);
	});
});

describe('rows whose columns have the headings of a sheet', () => {
	const rows = [
		{ 'Customer ID': 'u1', 'Email Address': 'jo@example.com', 'Favorite Color': 'blue', Zip: '30301' },
		{ 'Customer ID': 'u2', 'Email Address': 'sam@example.com', 'Favorite Color': 'red', Zip: '30302' },
	];
	const written = (delimiter: string) =>
		[Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
			.map((cells) => cells.map((cell) => `"${cell}"`).join(delimiter))
			.join('\r\n');
	const lists = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
	const byLetters = lists.map(([a, b, c, d]) => ({ COL$A: a, COL$B: b, COL$C: c, COL$D: d }));

	it.each<[string, object]>([
		['line items', { users: rows }],
		['a JSON list of objects', { rowsAsText: JSON.stringify(rows) }],
		['a JSON list of lists, the first with the headings', { rowsAsText: JSON.stringify(lists) }],
		['the columns of Google Sheets by their letters', { rowsAsText: JSON.stringify(byLetters) }],
		['a list that Zapier did not write as text', { rowsAsText: rows }],
		['CSV', { rowsAsText: `\uFEFF${written(',')}\r\n` }],
		['CSV with semicolons', { rowsAsText: written(';') }],
		['CSV with tabs', { rowsAsText: written('\t') }],
	])('are recognized in %s', async (_, inputs) => {
		const result = await create('create_users', { ...inputs, defaultEnrolledRewards: 'CARDLINKED' });
		expect(result).toMatchObject({
			...{ accepted: 2, failed: 0, columnsNotSent: ['Favorite Color'] },
			columnsRecognized: [
				{ heading: 'Customer ID', field: 'User ID' },
				{ heading: 'Email Address', field: 'Email' },
				{ heading: 'Zip', field: 'ZIP Code' },
			],
		});
		expect(kard.stored.users.slice(1)).toMatchObject([
			{ id: 'u1', attributes: { zipCode: '30301', hashedEmail: anyText } },
			{ id: 'u2', attributes: { zipCode: '30302', hashedEmail: anyText } },
		]);
	});

	it('are told apart where two columns have one heading or none, and cells beyond the last are left out', async () => {
		const rowsAsText = 'Customer ID,Note,,Note\nu1,a,b,c,d\n\nu2,a\n';
		const result = await create('create_users', { rowsAsText, defaultEnrolledRewards: 'CARDLINKED' });
		expect(result).toMatchObject({ accepted: 2, columnsNotSent: ['Note', 'Column 3', 'Note (2)'] });
	});

	it('keep the numbers that they have in the sheet, where it has empty rows', async () => {
		const rowsAsText = '\nCustomer ID,Zip\nu1,30301\n,\n\n,30302\nu2,30303\n,\n\n';
		const result = await create('create_users', { rowsAsText, defaultEnrolledRewards: 'CARDLINKED' });
		expect(linesIn(result, 'results').map(({ row, status }) => [row, status])).toEqual([
			...[
				[1, 'created'],
				[2, 'skipped'],
				[3, 'skipped'],
				[4, 'failed'],
				[5, 'created'],
				[6, 'skipped'],
			],
		]);
	});

	it.each<[string, object, RegExp]>([
		[
			'both fields',
			{ users: rows, rowsAsText: '[]' },
			/^Users and Rows as Text are both filled in.*Nothing was sent/,
		],
		[
			'broken JSON',
			{ rowsAsText: '[{"id": "u1"' },
			/^Rows as Text: begins like JSON and cannot be read as such/,
		],
		['broken CSV', { rowsAsText: 'id,email\nu1,"jo' }, /^Rows as Text: cannot be read as CSV: /],
	])('are refused in words where there are %s', async (_, inputs, message) => {
		expect((await thrownBy(create('create_users', inputs))).message).toMatch(message);
		expect(kard.requests()).toEqual([]);
	});

	it('hold nothing of a refused cell in the error', async () => {
		const rowsAsText = `Customer ID,Zip\n"u1,${FULL_CARD}`;
		expect((await thrownBy(create('create_users', { rowsAsText }))).message).not.toContain(FULL_CARD);
	});
});

describe('a batch that Kard cannot take at once', () => {
	const enrol = (inputs: object = {}) => create('create_users', { users: people(101), ...inputs });
	const slowDown = (after: number) => {
		kard.fault('createUsers', { kind: 'status', status: 429, retryAfter: '300', after });
	};

	it('is sent again by Zapier, and nothing is counted twice', async () => {
		slowDown(1);
		expect(await thrownBy(enrol())).toMatchObject({
			...{ name: 'ThrottledError', delay: 300 },
			message: textLike(/Of 101 rows: 100 created and 1 failed\. Zapier runs this step again/),
		});
		expect(await enrol()).toMatchObject({ accepted: 101, failed: 0 });
	});

	it('says which lines Kard has where duplicates are to fail, for then it cannot be sent again', async () => {
		slowDown(1);
		expect(await enrol({ duplicatesOption: 'fail' })).toMatchObject({ accepted: 100, failed: 1 });
	});

	it('is sent again where no line got through', async () => {
		slowDown(0);
		expect(await thrownBy(enrol({ duplicatesOption: 'fail' }))).toMatchObject({
			...{ name: 'ThrottledError', message: textLike(/Of 101 rows: 101 failed\./) },
		});
	});

	it('fails as a whole when the credentials are not allowed to', async () => {
		kard.fault('createUsers', { kind: 'status', status: 403, times: 9 });
		expect(await thrownBy(enrol())).toMatchObject({
			...{ status: 403, message: textLike(/^Kard denied access \(403\)/) },
		});
	});
});
