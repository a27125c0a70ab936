import { kardInN8n, type Changes, type KardRun } from './support/kardInN8n';

const kard = kardInN8n();

const APPROVED = 'earnedRewardApproved';
const SETTLED = 'earnedRewardSettled';
const HOOK = 'https://example.com/hook';

/** A line of a sheet of subscriptions that are to be created. */
const line = (Event: string, url = HOOK) => ({ Line: Event, Event, 'Webhook URL': url });

async function create(rows: readonly ReturnType<typeof line>[], changes: Changes = {}): Promise<KardRun> {
	return await kard.run('create-subscriptions', rows, changes);
}

const kept = () =>
	[...kard.sandbox.state.subscriptions.values()].map(({ attributes }) => Object.values(attributes).join(' '));
const firstId = () => [...kard.sandbox.state.subscriptions.keys()][0] ?? '';

describe('Subscription: Create', () => {
	it('one for each row, enabled unless told otherwise', async () => {
		const { json, lines } = await create([line(APPROVED), line(SETTLED)]);

		const own = { id: expect.any(String) as unknown, webhookUrl: HOOK, enabled: true };
		expect(json).toEqual([
			{ ...own, eventName: APPROVED },
			{ ...own, eventName: SETTLED },
		]);
		expect(lines).toEqual([APPROVED, SETTLED]);
		expect(kept()).toEqual([`${APPROVED} ${HOOK} true`, `${SETTLED} ${HOOK} true`]);
	});

	it('disabled, where that is wanted', async () => {
		await create([line(SETTLED)], { parameters: { additionalFields: { enabled: false } } });

		expect(kept()).toEqual([`${SETTLED} ${HOOK} false`]);
	});

	it('the raw resource, where Simplify is off', async () => {
		const { json } = await create([line(SETTLED)], { parameters: { simplify: false } });

		expect(json).toMatchObject([{ type: 'subscription', id: firstId(), attributes: { eventName: SETTLED } }]);
	});

	it('one that is there already fails its row, and the others are done', async () => {
		await create([line(APPROVED)]);

		const { json, failed, pairs } = await create([line(APPROVED), line(SETTLED)], {
			onError: 'continueErrorOutput',
		});

		expect(json).toMatchObject([{ eventName: SETTLED }]);
		expect(pairs).toEqual([1]);
		expect(failed).toMatchObject([
			{
				Line: APPROVED,
				error: {
					row: 1,
					statusCode: 409,
					message: expect.stringMatching(
						/^Row 1: .*\(409\).*There is a subscription of earnedRewardApproved already\./,
					) as unknown,
				},
			},
		]);
	});

	it.each([
		[
			'http in the open',
			line(SETTLED, 'http://example.com/hook'),
			/^Webhook URL: .*beginning with https:\/\//,
		],
		['no address', line(SETTLED, 'example'), /^Webhook URL: /],
	])('%s is refused by the name of the field, and nothing is sent', async (_, row, message) => {
		const run = await create([row]);

		expect(run.message).toMatch(message);
		expect(kard.requests()).toEqual([]);
	});

	it('an event that is not on the list is asked for by name, in place of the one on the list', async () => {
		kard.sandbox.setReadings({ retiredEvents: 'taken' });
		const otherEvent = '={{ $json.Event === "earnedRewardApproved" ? " Clawback " : "" }}';

		await create([line(APPROVED), line(SETTLED)], { parameters: { additionalFields: { otherEvent } } });

		kard.sandbox.setReadings({ retiredEvents: 'refused' });
		expect(kept()).toEqual([`clawback ${HOOK} true`, `${SETTLED} ${HOOK} true`]);
	});

	it.each(['rewardDoubled', 'clawback'])(
		'%s, which is not on the list, is asked for by name, and Kard refuses it',
		async (event) => {
			const run = await create([line(event)]);

			expect(run.message).toMatch(/^Kard refused the request \(400\)\..*eventName/);
		},
	);
});

describe('Subscription: Get Many', () => {
	const list = async (parameters: Changes['parameters'] = {}): Promise<KardRun> =>
		await kard.run('get-subscriptions', [{ Line: 'line 1' }], { parameters });

	beforeEach(async () => {
		await create([line(APPROVED), line(SETTLED), line(SETTLED, `${HOOK}/2`)]);
	});

	it('all there are', async () => {
		const { json, lines } = await list();

		expect(json.map(({ eventName, webhookUrl, enabled }) => [eventName, webhookUrl, enabled])).toEqual([
			[APPROVED, HOOK, true],
			[SETTLED, HOOK, true],
			[SETTLED, `${HOOK}/2`, true],
		]);
		expect(lines).toEqual(['line 1', 'line 1', 'line 1']);
	});

	it('those of one event', async () => {
		const { json } = await list({ filters: { eventName: SETTLED } });

		expect(json.map(({ webhookUrl }) => webhookUrl)).toEqual([HOOK, `${HOOK}/2`]);
	});

	it.each([
		[{ limit: 1 }, 1],
		[{ limit: 1, returnAll: true }, 3],
	])('with %j there are %d', async (parameters, count) => {
		expect((await list(parameters)).json).toHaveLength(count);
		// Kard lists them without pages, so no size of a page is asked for.
		expect(kard.requests('listSubscriptions').map(({ path }) => path.includes('page'))).toEqual([false]);
	});
});

describe('Subscription: Update', () => {
	const update = async (row: object, additionalFields = {}, changes: Changes = {}): Promise<KardRun> =>
		await kard.run('update-subscriptions', [{ Line: 'line 1', ...row }], {
			...changes,
			parameters: { additionalFields },
		});
	const changes = () => kard.sent('updateSubscription').map(([resource]) => resource?.attributes);

	beforeEach(async () => {
		await create([line(SETTLED)]);
	});

	it('disables, and leaves all else as it is', async () => {
		const { json } = await update({ 'Subscription ID': firstId() }, { enabled: false });

		expect(json).toEqual([{ id: firstId(), eventName: SETTLED, webhookUrl: HOOK, enabled: false }]);
		expect(changes()).toEqual([{ enabled: false }]);
	});

	it('takes what is to change out of each row', async () => {
		const row = { 'Subscription ID': firstId(), Enabled: 'no' };

		const { json } = await update(row, { enabled: '={{ $json.Enabled }}' });

		expect(json).toMatchObject([{ enabled: false }]);
	});

	it('redirects, and can change the event', async () => {
		await update({ 'Subscription ID': firstId() }, { webhookUrl: `${HOOK}/new`, eventName: APPROVED });

		expect(kept()).toEqual([`${APPROVED} ${HOOK}/new true`]);
	});

	it('of nothing is refused, and nothing is sent', async () => {
		const { message } = await update({ 'Subscription ID': firstId() });

		expect(message).toMatch(
			/nothing is to be changed\. Give at least one of Enabled, Webhook URL and Event/i,
		);
		expect(changes()).toEqual([]);
	});

	it('of one that there is not says so', async () => {
		const { failed } = await update(
			{ 'Subscription ID': 'unknown' },
			{ enabled: true },
			{ onError: 'continueErrorOutput' },
		);

		expect(failed).toMatchObject([
			{
				Line: 'line 1',
				error: {
					row: 1,
					id: 'unknown',
					statusCode: 404,
					message: expect.stringMatching(/There is no subscription unknown\.$/) as unknown,
				},
			},
		]);
	});
});
