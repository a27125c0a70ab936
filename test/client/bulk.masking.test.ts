import { KardValidationError } from '../../shared';
import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { transaction, transactions, user } from './rows';

const kard = kardUnderTest();

describe('an error answer that echoes personal or card data', () => {
	const email = 'jordan.secret@example.com';
	const echo = (detail: string, id: string) => ({
		kind: 'override' as const,
		status: 207,
		body: { errors: [{ status: '400', title: detail, detail, id, meta: { got: detail } }] },
	});

	it('the address, the BIN and the last four digits are masked in message, description and output', async () => {
		const detail = `card 411111 ending 4242 of ${email}, PAN 4111 1111 1111 1111, is odd`;
		kard.fault('createTransactions', echo(detail, 'evt-1'));

		const result = await kard.client().transactions.submit(transactions(2));

		const error = result.failed[0]?.error;
		expect(error?.message).toMatch(/^Row 1: Kard refused it \(400\): card .* is odd$/);
		const written = JSON.stringify([result, error?.message, error]);
		for (const secret of ['411111', '4242', 'jordan', '1111 1111']) expect(written).not.toContain(secret);
	});

	it('also where the whole request fails', async () => {
		const detail = `cannot take ${email} with 411111 and 4242`;
		kard.fault('createTransactions', { kind: 'status', status: 418, body: { errors: [{ detail }] } });

		const result = await kard.client().transactions.submit(transactions(2));

		const written = JSON.stringify([result, Object.values(complaints(result))]);
		for (const secret of ['411111', '4242', 'jordan']) expect(written).not.toContain(secret);
		expect(fates(result)).toEqual(['failed', 'failed']);
	});

	it("a user's address, phone number and year of birth are masked", async () => {
		const row = user(1, { email, phoneNumber: '+15555550123', birthYear: '1990' });
		kard.fault('createUsers', echo(`${email} +15555550123 1990`, 'user-1'));

		const result = await kard.client().users.create([row, user(2)], { email: 'hashAndAddress' });

		const written = JSON.stringify([result, complaints(result)]);
		for (const secret of ['jordan', '5555550123', '1990']) expect(written).not.toContain(secret);
	});

	it("the sandbox's own habit of repeating what it refuses does not get through", async () => {
		const result = await kard
			.client()
			.users.create([user(1, { email: 'x y@z.example.com', zipCode: 'SW1A 1AA' })], {
				email: 'address',
			});

		expect(fates(result)).toEqual(['failed']);
		expect(JSON.stringify([result, complaints(result)])).not.toContain('z.example.com');
	});

	it('an id that is an address or a card number is not repeated in a message, also where two rows share it', async () => {
		const ids = ['jordan@example.com', '4111111111111111'];
		const rows = ids.flatMap((id) => [user(1, { id }), user(2, { id, zipCode: '30301' })]);

		const result = await kard.client().users.create(rows);

		const issues = result.failed.map(({ error }) =>
			error instanceof KardValidationError ? error.issues : [],
		);
		expect(result.failed).not.toHaveLength(0);
		const written = JSON.stringify([issues, complaints(result)]);
		for (const id of ids) expect(written).not.toContain(id);
	});

	it("what an answer about one row repeats of another row's data is masked", async () => {
		const [first, second] = [transaction(1), transaction(2, { cardBIN: '555555', cardLastFour: '9876' })];
		kard.fault('createTransactions', echo('not 555555 and 9876 again', 'evt-1'));

		const result = await kard.client().transactions.submit([first, second]);

		expect(complaints(result)[0]).toBe('Row 1: Kard refused it (400): not ••• and ••• again');
	});

	it('a reason of megabytes is cut to 500 characters for each of 500 rows', async () => {
		const rows = transactions(500);
		const detail = `${'odd '.repeat(5_000)}${email}`;
		const errors = rows.map(({ id }) => ({ status: '400', detail, id }));
		kard.fault('createTransactions', { kind: 'override', status: 207, body: { errors } });

		const result = await kard.client().transactions.submit(rows);

		expect(result.failed).toHaveLength(500);
		for (const { error } of result.failed) expect(error.message.length).toBeLessThan(550);
		expect(JSON.stringify(result).length).toBeLessThan(500 * 10_000);
	});
});
