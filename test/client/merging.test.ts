import omit from 'lodash/omit';
import { generateHem, KardError, KardPermissionError, type RowOptions } from '../../shared/host';
import { messages, outcomes, rejection } from '../support/expected';
import { startKard } from '../support/kard';
import { people, person } from '../support/person';
import { upTo } from '../support/purchase';
import { failure, startScriptedKard, type Behaviour } from '../support/scriptedKard';
import { inTurn, whenever } from './steps';

const kard = startKard();
const scripted = startScriptedKard();

const EMAIL = 'jordan@example.com';
const OTHER = 'sam@example.com';
const HASH = generateHem(EMAIL);
const OTHER_HASH = generateHem(OTHER);
const BEFORE = {
	...{ enrolledRewards: ['CARDLINKED'], zipCode: '30301', phoneNumber: '+15555550123' },
	...{ birthYear: '1990', historicalTransactionsSent: true, hashedEmail: HASH },
};
const methods = () => kard.sent.map(({ method }) => method);
const stored = (id = 'user-1') => kard.stored.users.find((user) => user.id === id)?.attributes;

/** A scripted Kard that has a user with these attributes, and says what is written over them. */
function answerWith(attributes: object, ...then: readonly Behaviour[]): void {
	const user = { body: { data: { type: 'user', id: 'user-1', attributes } } };
	scripted.answer(user, ...then, ({ body }) => ({ body: JSON.parse(body) as unknown }));
}
const written = (): unknown => {
	const [body = ''] = scripted.received.filter(({ method }) => method === 'PUT').map((put) => put.body);
	return body === '' ? undefined : (JSON.parse(body) as { data: { attributes: unknown } }).data.attributes;
};
const update = (attributes: object, options: RowOptions = {}) =>
	scripted.client().users.update('user-1', attributes, options).withResponse();

describe('an update', () => {
	beforeEach(() => kard.enrol({ id: 'user-1', attributes: BEFORE }));

	it('keeps what it leaves out, and says that it changed something', async () => {
		const updated = await kard.client().users.update('user-1', { zipCode: '99501' }).withResponse();

		expect(updated).toMatchObject({ status: 'updated', data: { attributes: { zipCode: '99501' } } });
		expect(stored()).toEqual({ ...BEFORE, zipCode: '99501' });
		expect(methods()).toEqual(['GET', 'PUT']);
	});

	it.each([
		['the same', { ...BEFORE }],
		['the same, written otherwise', { zipCode: 30301, phoneNumber: '(555) 555-0123', email: EMAIL }],
		['a yes that cannot be taken back', { historicalTransactionsSent: false }],
	])('that says %s writes nothing', async (_, attributes) => {
		const { users } = kard.client();
		const updated = await users.update('user-1', attributes as object).withResponse();

		expect(updated).toMatchObject({ status: 'unchanged', data: { id: 'user-1', attributes: BEFORE } });
		expect(methods()).toEqual(['GET']);
		expect(updated.notes).toEqual(
			'historicalTransactionsSent' in attributes && !attributes.historicalTransactionsSent
				? ['Historical Transactions Sent stays yes: it cannot be set back.']
				: undefined,
		);
	});

	it('replaces everything where that is chosen, and then needs what Kard requires', async () => {
		const { users } = kard.client();
		const replace = { attributes: 'replace' } as const;

		await expect(users.update('user-1', { zipCode: '99501' }, replace)).rejects.toThrow(
			/^Enrolled Rewards: is required/,
		);
		const whole = { enrolledRewards: [], zipCode: '99501' };
		const { status } = await users.update('user-1', whole, replace).withResponse();

		expect([status, methods()]).toEqual(['updated', ['PUT']]);
		expect(stored()).toEqual({ ...whole, historicalTransactionsSent: true });
	});
});

describe('what is merged', () => {
	it('passes on what Kard has and we do not know, and treats null as absent', async () => {
		const unknown = { nickname: 'Jo', tiers: [{ level: 2 }] };
		answerWith({ ...BEFORE, ...unknown, zipCode: null });

		await update({ enrolledRewards: [] });

		expect(written()).toEqual({ ...omit(BEFORE, 'zipCode'), ...unknown, enrolledRewards: [] });
	});

	it('programs have no order', async () => {
		answerWith({ enrolledRewards: ['CARDLINKED', 'AFFILIATE'] });

		expect(await update({ enrolledRewards: ['AFFILIATE', 'CARDLINKED'] })).toHaveProperty(
			'status',
			'unchanged',
		);
	});

	it.each([
		[
			'a new hash takes the address of another email away',
			{ email: EMAIL },
			{ email: OTHER },
			'hash',
			{ hashedEmail: OTHER_HASH },
			/address .* was removed/,
		],
		[
			'the hash of the same email leaves the address',
			{ email: EMAIL },
			{ email: EMAIL },
			'hash',
			{ email: EMAIL, hashedEmail: HASH },
			undefined,
		],
		[
			'a new address takes the hash of another email away',
			{ hashedEmail: HASH },
			{ email: OTHER },
			'address',
			{ email: OTHER },
			/hashed email .* was removed/,
		],
		[
			'the address of the same email leaves the hash',
			{ hashedEmail: HASH },
			{ email: EMAIL },
			'address',
			{ email: EMAIL, hashedEmail: HASH },
			undefined,
		],
		[
			'both are new',
			{ email: EMAIL, hashedEmail: HASH },
			{ email: OTHER },
			'hashAndAddress',
			{ email: OTHER, hashedEmail: OTHER_HASH },
			undefined,
		],
		[
			'an email that is not said is kept',
			{ email: EMAIL, hashedEmail: HASH },
			{ zipCode: '99501' },
			'hash',
			{ email: EMAIL, hashedEmail: HASH, zipCode: '99501' },
			undefined,
		],
	] as const)('%s', async (_, before, changes, email, after, note) => {
		answerWith({ enrolledRewards: [], ...before });

		const { notes = [] } = await update(changes, { email });

		expect(written()).toEqual({ enrolledRewards: [], ...after });
		expect(notes).toEqual(note === undefined ? [] : [expect.stringMatching(note)]);
	});

	it.each([
		['no attributes', { type: 'user', id: 'user-1' }],
		['empty ones', { type: 'user', id: 'user-1', attributes: {} }],
		['another user', { type: 'user', id: 'user-2', attributes: BEFORE }],
	])('an answer with %s is not merged with: nothing is written', async (_, data) => {
		scripted.answer({ body: { data } });

		const error = await rejection(update({ zipCode: '99501' }));

		expect(error).toMatchObject({
			message: expect.stringMatching(/nothing was changed/) as unknown,
			outcomeUnknown: false,
		});
		expect(written()).toBeUndefined();
	});

	it.each([
		['drop', /could not be reached/],
		[failure(500), /returned a server error/],
	] as const)('a reading that fails leaves nothing in doubt', async (behaviour, message) => {
		scripted.answer(behaviour);

		const error = await rejection(update({ zipCode: '99501' }));

		expect(error).toBeInstanceOf(KardError);
		expect(error).toMatchObject({
			message: expect.stringMatching(message) as unknown,
			outcomeUnknown: false,
		});
	});

	it('what Kard has of a person is masked when Kard refuses the whole', async () => {
		answerWith(BEFORE, failure(400, 'phone +15555550123 born 1990'));

		const error = await rejection(update({ zipCode: '99501' }));

		expect(error).toHaveProperty('message', expect.stringMatching(/phone ••• born •••/));
	});
});

describe('users who exist already', () => {
	it('keep what their row leaves out, and are told apart by whether anything changed', async () => {
		await kard.enrol(...upTo(3).map((number) => ({ id: `user-${String(number)}`, attributes: BEFORE })));
		const rows = [
			person({ id: 'user-1', zipCode: '99501' }),
			person({ id: 'user-2' }),
			person({ id: 'new' }),
		];

		const result = await kard.createOrUpdate(rows);

		expect(outcomes(result)).toEqual(['updated', 'unchanged', 'created']);
		expect([stored('user-1'), stored('user-2')]).toEqual([{ ...BEFORE, zipCode: '99501' }, BEFORE]);
		expect(result.requests).toBe(4);
	});

	it('are not enrolled by a usual value that their row does not state, nor is a cell that was left out', async () => {
		await kard.enrol({ id: 'user-1', attributes: { ...BEFORE, enrolledRewards: [] } });
		const rows = [
			{ id: 'user-1', zipCode: '99501', phoneNumber: 'call me' },
			{ id: 'new', zipCode: '99501' },
		];

		const result = await kard.createOrUpdate(rows);

		expect(stored()).toEqual({ ...BEFORE, enrolledRewards: [], zipCode: '99501' });
		expect(stored('new')).toMatchObject({ enrolledRewards: ['CARDLINKED'] });
		expect(result.succeeded.map(({ status, notes }) => [status, notes])).toEqual([
			['updated', [expect.stringMatching(/^Phone Number left out: /)]],
			['created', undefined],
		]);
	});

	it.each([1, 4])(
		'with %d requests at once, a permission to read that is missing is asked for once',
		async (concurrency) => {
			await kard.enrol(...people(30).map(({ id }) => id));

			const rows = [...people(30, { zipCode: '99501' }), person()];
			const client = kard.client({ auth: kard.sandbox.writing });
			const result = await client.users.createOrUpdate(rows, { concurrency });

			expect(methods().filter((method) => method !== 'POST')).toEqual(upTo(concurrency).map(() => 'GET'));
			expect(outcomes(result)).toEqual([...people(30).map(() => 'failed'), 'created']);
			expect(result.failed[0]?.error).toBeInstanceOf(KardPermissionError);
			for (const { code, reason } of result.failed) {
				expect([code, reason]).toEqual([
					'forbidden',
					expect.stringMatching(/user:read.*Replace All Attributes/),
				]);
			}
		},
	);

	it('that are gone when they are to be updated are said to be gone', async () => {
		await kard.enrol('user-1');
		whenever(kard, ({ method }) => method === 'GET', { status: 404, body: {} });

		const result = await kard.createOrUpdate([person({ id: 'user-1', zipCode: '99501' })]);

		expect([outcomes(result), result.failed[0]?.code]).toEqual([['failed'], 'not_found']);
		expect(messages(result)[0]).toMatch(/^Row 1: .*Send the row again/);
	});

	it('a row whose creation nobody heard of is created, where Kard has it as it was sent', async () => {
		inTurn(kard, 'lost');

		const result = await kard.createOrUpdate([person({ id: 'user-1', zipCode: '99501' })]);

		expect([outcomes(result), methods()]).toEqual([['created'], ['POST', 'POST', 'GET']]);
	});

	it('an update that is lost is made again, and called updated though nothing was left to change', async () => {
		await kard.enrol({ id: 'user-1', attributes: BEFORE });
		const steps = ['pass', 'pass', { status: 200, body: '<html>', taken: true }] as const;
		inTurn(kard, ...steps);

		const result = await kard.createOrUpdate([person({ id: 'user-1', zipCode: '99501' })]);

		expect([outcomes(result), methods()]).toEqual([['updated'], ['POST', 'GET', 'PUT', 'GET']]);
		expect(stored()).toEqual({ ...BEFORE, zipCode: '99501' });
		expect(result.succeeded[0]).not.toHaveProperty('notes');
	});

	it('are not written to once the run is cancelled', async () => {
		await kard.enrol({ id: 'user-1', attributes: BEFORE });
		const stop = new AbortController();
		kard.intercept(async ({ method }, pass) => {
			const answer = await pass();
			if (method === 'GET') stop.abort();
			return answer;
		});

		const result = await kard.createOrUpdate([person({ id: 'user-1', zipCode: '99501' })], {
			signal: stop.signal,
		});

		expect([outcomes(result), result.failed[0]?.code, methods()]).toEqual([
			['failed'],
			'cancelled',
			['POST', 'GET'],
		]);
		expect(stored()).toEqual(BEFORE);
	});

	it('are replaced where that is chosen, without being read', async () => {
		await kard.enrol({ id: 'user-1', attributes: BEFORE });

		const result = await kard.createOrUpdate([person({ id: 'user-1' })], { attributes: 'replace' });

		expect([outcomes(result), methods()]).toEqual([['updated'], ['POST', 'PUT']]);
		expect(stored()).not.toHaveProperty('zipCode');
	});
});
