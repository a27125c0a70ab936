import type { OfferQuery } from '../../shared';
import { ODDITY_NAMES } from '../../sandbox/oddities/kinds';
import { OPEN_QUESTIONS } from '../../sandbox/readings/table';
import { outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { people, person } from '../support/person';
import { purchases, SHOPPER, upTo } from '../support/purchase';

const kard = startKard();

/** A morning's work: what a person gets to know of each operation, in the same words however Kard answers. */
async function morning(): Promise<Record<string, unknown>> {
	const client = kard.client();
	const rows = purchases(3);
	const [again, zipCode] = [person({ id: 'user-1' }), '30301'];
	const created = await client.users.create(people(3));
	const createdAgain = await client.users.create([again, person({ id: 'user-4' })]);
	const changes = [person({ id: 'user-2', zipCode }), person({ id: 'user-5' })];
	const changed = await client.users.createOrUpdate(changes);
	await client.users.update('user-3', { enrolledRewards: ['CARDLINKED'], zipCode: '30303' });
	await client.users.delete('user-4');
	const submitted = await client.transactions.submit(rows);
	const submittedAgain = await client.transactions.submit([...rows, ...purchases(4)]);
	const query: OfferQuery = { sort: 'name', include: ['categories'], 'page[size]': 7 };
	const offers = await client.rewards.offers(SHOPPER, query).toArray();
	const subscription = { eventName: 'auditUpdate', webhookUrl: 'https://example.com/kard', enabled: false };
	const { id } = await client.subscriptions.create(subscription);
	await client.subscriptions.update(id, { webhookUrl: 'https://example.com/kard-2' });
	const about = { merchantName: 'Blue Door Coffee', auditDescription: 'Missing.' };
	const audit = { transactionId: 'purchase-evt-1', auditCode: 3006, ...about } as const;
	const audits = await client.transactions.audit(SHOPPER, [audit]);
	const results = [created, createdAgain, changed, submitted, submittedAgain, audits];
	return {
		outcomes: results.map((result) => outcomes(result).join(' ')),
		read: (await client.users.get('user-2')).id,
		stored: [...kard.sandbox.state.users].map(([userId, { attributes }]) => [userId, attributes.zipCode]),
		transactions: [...kard.sandbox.state.transactions.keys()],
		offers: offers.map((offer) => offer.id),
		rewards: (await client.transactions.earnedRewards(SHOPPER).toArray()).length,
		subscriptions: (await client.subscriptions.list().toArray()).map((one) => one.attributes.webhookUrl),
		notifications: (await client.notifications.list().toArray()).length,
		organization: (await client.organization.get()).id,
	};
}

/** Readings in which somebody else's way of asking is the only one that works. */
const NOT_OURS = ['token: form', 'purchaseChannel: json', 'purchaseChannel: indexed', 'include: repeated'];
const choices = Object.entries(OPEN_QUESTIONS).map(([question, { readings }]): [string, string[]] => {
	return [question, Object.keys(readings).filter((one) => !NOT_OURS.includes(`${question}: ${one}`))];
});
/** All questions read at once, so that every reading of each is among them. */
const readings = upTo(Math.max(...choices.map(([, known]) => known.length))).map((number) =>
	Object.fromEntries(choices.map(([question, known]) => [question, known[number % known.length] ?? ''])),
);

describe('a morning with Kard comes to the same', () => {
	let usual: Record<string, unknown> | undefined;
	beforeEach(async () => {
		usual ??= await morning();
		await kard.startAfresh();
	});

	it('at least to something', () => {
		const users = ['created created created', 'duplicate created', 'updated created'];
		const transactions = ['submitted submitted submitted', `${'duplicate '.repeat(6)}submitted`];
		const outcomes = [...users, ...transactions, 'created'];
		expect(usual).toMatchObject({ outcomes, read: 'user-2', organization: kard.sandbox.organizationId });
	});

	it.each(readings)('however it reads what is open: %j', async (reading) => {
		kard.sandbox.setReadings(reading);

		expect(await morning()).toEqual(usual);
	});

	it.each([...ODDITY_NAMES.map((kind) => [kind]), [...ODDITY_NAMES]])(
		'where answers are odd: %s',
		async (...kinds) => {
			kard.sandbox.setOddities(kinds);

			expect(await morning()).toEqual(usual);
		},
	);
});
