import { KardError, KardValidationError, type Transport } from '../../shared';
import { failure, fakeKard, rejection } from './fakeKard';
import { fates } from './kardUnderTest';
import { transactions } from './rows';

const kard = fakeKard();
const USER = { data: { type: 'user', id: 'user-1', attributes: {} } };

/** A client over a transport that resolves with anything at all. */
const over = (answer: unknown, count = { requests: 0 }) => {
	const transport = (() => {
		count.requests += 1;
		return Promise.resolve(answer);
	}) as Transport;
	return kard.client({ transport, auth: { token: 'given' } });
};

/** A body that contains itself, as no JSON can. */
const endless: Record<string, unknown> = { data: { type: 'user', id: 'user-1' } };
endless.included = [endless];

const NONSENSE: readonly [string, unknown][] = [
	['undefined', undefined],
	['null', null],
	['a text', 'OK'],
	['a number', 200],
	['a list', [200, {}, '']],
	['nothing in it', {}],
	['no headers', { status: 200, body: USER }],
	['headers of null', { status: 200, headers: null, body: USER }],
	['headers that are a text', { status: 200, headers: 'content-type: text/html', body: USER }],
	['headers that are a list of texts', { status: 200, headers: ['a', 'b'], body: USER }],
	['no status', { headers: {}, body: USER }],
	['a status that is a text', { status: '200', headers: {}, body: USER }],
	['a status that is none', { status: Number.NaN, headers: {}, body: USER }],
	['a status of 0', { status: 0, headers: {}, body: USER }],
	['a status of 99', { status: 99, headers: {}, body: USER }],
	['a status of 600', { status: 600, headers: {}, body: USER }],
	['a status with a fraction', { status: 200.5, headers: {}, body: USER }],
	['a body that contains itself', { status: 200, headers: {}, body: endless }],
	['a body that no JSON can hold', { status: 200, headers: {}, body: { data: 1n } }],
	['a body that is a function', { status: 200, headers: {}, body: () => USER }],
];

describe.each(NONSENSE)('a transport that resolves with %s', (_, answer) => {
	it('is told so, once, and what became of the request is open', async () => {
		const count = { requests: 0 };

		const error = await rejection(over(answer, count).users.delete('user-1'));

		expect(error).toBeInstanceOf(KardError);
		expect(error).toHaveProperty(
			'message',
			expect.stringMatching(/transport did not give an answer.*must resolve/),
		);
		expect(error).toMatchObject({ outcomeUnknown: true });
		expect(count.requests).toBe(1);
	});

	it('leaves the rows of a bulk write in doubt, with a result', async () => {
		const result = await over(answer).transactions.submit(transactions(3), { batchSize: 2 });

		expect(fates(result)).toEqual(['unknown', 'unknown', 'unknown']);
	});

	it('gives no token, and nothing was sent', async () => {
		const transport = (() => Promise.resolve(answer)) as Transport;

		const error = await rejection(kard.client({ transport }).users.get('user-1'));

		expect(error).toBeInstanceOf(KardError);
		expect(error).toMatchObject({ outcomeUnknown: false, noToken: true });
	});
});

describe('headers that a transport hands over in a class of its own', () => {
	it.each<[string, unknown]>([
		['Headers', new Headers({ 'Retry-After': '7' })],
		['Map', new Map([['Retry-After', '7']])],
		['pairs', [['Retry-After', '7']]],
		['numbers', { 'Retry-After': 7 }],
		['a list of one', { 'RETRY-AFTER': ['7'] }],
		['odd others beside', { 'retry-after': '7', 'x-odd': { a: 1 }, 'x-none': undefined, 'x-null': null }],
	])('are read: %s', async (_, headers) => {
		const answers: unknown[] = [
			{ status: 429, headers, body: '' },
			{ status: 200, headers: {}, body: USER },
		];
		const transport = (() => Promise.resolve(answers.shift())) as Transport;

		await kard.client({ transport, auth: { token: 'given' } }).users.get('user-1');

		expect(kard.clock.sleeps).toEqual([7_000]);
	});
});

describe('an answer that is too long', () => {
	const tooLong = /longer than 20 MB and was not read/;

	it.each<[string, unknown]>([
		['text', 'x'.repeat(20_000_001)],
		['text of long letters', 'é'.repeat(10_000_001)],
		['bytes', new Uint8Array(20_000_001)],
	])('is refused, as %s', async (_, body) => {
		const count = { requests: 0 };

		const error = await rejection(over({ status: 200, headers: {}, body }, count).users.get('user-1'));

		expect(error).toHaveProperty('message', expect.stringMatching(tooLong));
		expect(count.requests).toBe(1);
	});

	it('is read where it just fits', async () => {
		const text = JSON.stringify(USER);

		const found = await over({
			status: 200,
			headers: {},
			body: text + ' '.repeat(20_000_000 - text.length),
		}).users.get('user-1');

		expect(found.id).toBe('user-1');
	});
});

describe('headers of one’s own', () => {
	it.each([
		['X-Note', 'line\r\nbreak'],
		['X-Note', '備考'],
		['X-Note', 'zero\u0000'],
		['X Note', 'a name with a space'],
		['', 'no name'],
		['X-Nöte', 'a name that is not Latin'],
	])('%j: %j is refused before anything is sent', async (name, value) => {
		const error = await rejection(kard.client().users.get('user-1', { headers: { [name]: value } }));

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', expect.stringMatching(/^Header .*HTTP header/));
		expect([...kard.received, ...kard.tokenRequests]).toEqual([]);
	});

	it('are sent as they are where they can be', async () => {
		await kard.client().users.get('user-1', { headers: { 'X-Note': 'Zürich\tand more' } });

		expect(kard.received[0]?.headers['x-note']).toBe('Z\u00fcrich\tand more');
	});
});

describe('the quota that Kard tells of', () => {
	const waitsAfter = async (headers: Record<string, string>, status = 429) => {
		kard.answer(failure(status, 'Slow down.', headers), { body: USER });
		await kard.client().users.get('user-1');
		return kard.clock.sleeps;
	};
	const RESET = 'Kard-Api-Usage-Quota-Reset';

	it.each(['1', '7', '60'])('is waited for after a 429: %s s', async (reset) => {
		await expect(waitsAfter({ [RESET]: reset })).resolves.toEqual([Number(reset) * 1_000]);
	});

	it.each(['0', '', '-1', '61', '3600', 'soon', '1e1', '0x10', '7 s'])(
		'says nothing when it is %j: back-off',
		async (reset) => {
			await expect(waitsAfter({ [RESET]: reset })).resolves.toEqual([500]);
		},
	);

	it('comes after Retry-After, which is about this very request', async () => {
		await expect(waitsAfter({ [RESET]: '7', 'Retry-After': '3' })).resolves.toEqual([3_000]);
	});

	it('comes before X-RateLimit-Reset', async () => {
		const reset = String(kard.clock.now() / 1_000 + 12);
		await expect(waitsAfter({ [RESET]: '7', 'X-RateLimit-Reset': reset })).resolves.toEqual([7_000]);
	});

	const submitTwice = async (headers: Record<string, string>, options = {}) => {
		kard.answer({ status: 202, headers, body: { data: { type: 'job', id: 'job-1' } } });
		const result = await kard
			.client()
			.transactions.submit(transactions(2), { batchSize: 1, concurrency: 1, ...options });
		expect(fates(result)).toEqual(['submitted', 'submitted']);
		return kard.clock.sleeps;
	};

	it('holds the next request back when it is used up', async () => {
		await expect(submitTwice({ 'Kard-Api-Usage-Quota-Remaining': '0', [RESET]: '4' })).resolves.toEqual([
			4_000,
		]);
	});

	it.each([
		{ 'Kard-Api-Usage-Quota-Remaining': '1', [RESET]: '4' },
		{ 'Kard-Api-Usage-Quota-Remaining': '', [RESET]: '4' },
		{ 'Kard-Api-Usage-Quota-Remaining': 'none', [RESET]: '4' },
		{ 'Kard-Api-Usage-Quota-Remaining': '0', [RESET]: '0' },
		{ 'Kard-Api-Usage-Quota-Remaining': '0' },
		{ [RESET]: '4' },
	])('holds nothing back while some of it remains, or nothing is known: %j', async (headers) => {
		await expect(submitTwice(headers as Record<string, string>)).resolves.toEqual([]);
	});

	it('is not waited for where the deadline is nearer: Kard may still take the request', async () => {
		await expect(
			submitTwice({ 'Kard-Api-Usage-Quota-Remaining': '0', [RESET]: '40' }, { deadlineMs: 30_000 }),
		).resolves.toEqual([]);
	});
});
