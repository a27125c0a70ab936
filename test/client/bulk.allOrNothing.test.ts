import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { people } from '../support/person';
import { purchase, purchases, sheetPurchase } from '../support/purchase';

const kard = startKard();
const allOrNothing = { ifRowIsBad: 'sendNothing', batchSize: 2 } as const;

describe('rows of which nothing is to be sent unless every one is good', () => {
	const circle: Record<string, unknown> = {};
	circle.self = circle;
	const { id, ...attributes } = purchase();

	it.each<[string, unknown, RegExp]>([
		['has a bad cell', sheetPurchase({ amount: 'free' }), /^Row 4, Amount: /],
		['is no row', null, /^Row 4: expected a row/],
		[
			'cannot be written',
			{ type: 'transaction', id, attributes: { ...attributes, circle } },
			/^Row 4: not sent\. It cannot be read/,
		],
		['has the ID of another one', purchase({ id: 'evt-1', amount: 7 }), /^Row 4: has the same ID as row 1/],
	])('no request goes out where one %s, and every row says why', async (_, bad, says) => {
		const result = await kard.submit([...purchases(3), bad, ...purchases(1)], allOrNothing);

		expect([kard.sent, kard.tokenRequests, result.requests, result.stoppedBy]).toEqual([[], 0, 0, undefined]);
		expect(result.failed.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
		const said = messages(result);
		expect(said[3]).toMatch(says);
		expect(said[4]).toBe(
			`Row 5: not sent. Nothing was to be sent unless every row is good. ${said[3] ?? ''}`,
		);
		expect(result.failed.every(({ error }) => !error.outcomeUnknown)).toBe(true);
	});

	it('go out as ever where all are good, one that is there twice included', async () => {
		const result = await kard.submit([...purchases(3), ...purchases(1)], allOrNothing);

		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'submitted', 'duplicate']);
		expect(kard.sentIds).toEqual([['evt-1', 'evt-2'], ['evt-3']]);
	});

	it('are sent also where Kard refuses one: only Kard knows of that', async () => {
		const rows = [purchase({ userId: 'user-nobody' }), purchase()];

		expect(outcomes(await kard.submit(rows, allOrNothing))).toEqual(['failed', 'submitted']);
	});

	it('may be users as well', async () => {
		const rows = [...people(2), { ...people(1)[0], id: '' }];

		expect(outcomes(await kard.create(rows, allOrNothing))).toEqual(['failed', 'failed', 'failed']);
		expect(outcomes(await kard.createOrUpdate(rows))).toEqual(['created', 'created', 'failed']);
	});
});
