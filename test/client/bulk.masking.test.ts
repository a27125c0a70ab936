import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { transactions, user } from './rows';

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
});
