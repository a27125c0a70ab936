import { startListener, type WebhookListener } from '../sandbox/webhookListener';
import { kardInN8n, type Changes, type KardRun } from './support/kardInN8n';
import { upTo } from './support/rows';

const kard = kardInN8n();
let listener: WebhookListener;

beforeAll(async () => {
	listener = await startListener();
});
beforeEach(() => {
	listener.clear();
});
afterAll(async () => {
	await listener.close();
});

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1/kard';
const SETTLED = 'earnedRewardSettled';
const REJECTED = 'earnedRewardRejected';

async function sent(eventName: string, id: string, webhookUrl = listener.url): Promise<void> {
	await kard.sandbox.notifications.send({ eventName, id, webhookUrl });
}

async function list(parameters: Changes['parameters'] = {}, changes: Changes = {}): Promise<KardRun> {
	return await kard.run('get-notifications', [{ Line: 'line 1' }], { ...changes, parameters });
}

const ids = ({ json }: KardRun) => json.map(({ id }) => id);
const queries = () =>
	kard
		.requests('listNotifications')
		.map(({ path }) => Object.fromEntries(new URL(path, 'http://127.0.0.1').searchParams));

describe('Notification: Get Many', () => {
	it('what was sent, newest first, and how its delivery went', async () => {
		await sent(SETTLED, 'notification-1');
		await sent(REJECTED, 'notification-2', NOWHERE);

		const { json, lines } = await list();

		expect(json).toEqual([
			{
				id: 'notification-2',
				eventId: 'notification-2',
				eventName: REJECTED,
				timestamp: expect.stringMatching(/Z$/) as unknown,
				lastAttemptAt: expect.stringMatching(/Z$/) as unknown,
				status: 'delivery_failed',
				attempts: 1,
				errorMessage: expect.any(String) as unknown,
			},
			expect.objectContaining({ id: 'notification-1', status: 'delivered', statusCode: 200 }),
		]);
		expect(lines).toEqual(['line 1', 'line 1']);
	});

	it('the raw resource, where Simplify is off', async () => {
		await sent(SETTLED, 'notification-1');

		const { json } = await list({ simplify: false });

		expect(json).toMatchObject([
			{ type: 'notification', id: 'notification-1', attributes: { eventName: SETTLED } },
		]);
	});

	it('filtered by an event that is named', async () => {
		for (const eventName of ['clawback', SETTLED]) await sent(eventName, eventName);
		kard.sandbox.setReadings({ retiredEvents: 'taken' });

		const listed = await list({ filters: { eventName: SETTLED, otherEvent: 'clawback' } });

		kard.sandbox.setReadings({ retiredEvents: 'refused' });
		expect(ids(listed)).toEqual(['clawback']);
	});

	it.each([
		['event', { eventName: REJECTED }, ['2']],
		['delivery status', { status: 'delivery_failed' }, ['3']],
		['both', { eventName: REJECTED, status: 'delivery_failed' }, []],
		['a time after all of them', { after: '2049-01-01T00:00:00Z' }, []],
		['a time before all of them', { after: '2020-01-01T00:00:00Z' }, ['3', '2', '1']],
		['a time that they were created before', { before: '2049-01-01T00:00:00Z' }, ['3', '2', '1']],
	])('filtered by %s', async (_, filters, expected) => {
		await sent(SETTLED, '1');
		await sent(REJECTED, '2');
		await sent(SETTLED, '3', NOWHERE);

		expect(ids(await list({ filters }))).toEqual(expected);
	});

	it.each([
		['2026-03-04T09:00:00', 'America/New_York', '2026-03-04T14:00:00.000Z'],
		['2026-03-04 09:00', 'Europe/Berlin', '2026-03-04T08:00:00.000Z'],
		['3/4/2026 9:00', 'Asia/Tokyo', '2026-03-04T00:00:00.000Z'],
		['2026-03-04', 'America/New_York', '2026-03-04T05:00:00.000Z'],
		['2026-03-04T09:00:00+02:00', 'Asia/Tokyo', '2026-03-04T07:00:00.000Z'],
	])(
		'a date that is written as %s is one in the time zone of the workflow, %s',
		async (after, timezone, time) => {
			const { message } = await list({ filters: { after } }, { timezone });

			expect(message).toBeUndefined();
			const [{ 'filter[after]': asked = '' } = {}] = queries();
			expect(new Date(asked).toISOString()).toBe(time);
		},
	);

	it('Date Order says how a date is meant that can be read in two ways', async () => {
		await list({ filters: { before: '03/04/2026' }, options: { dateOrder: 'DMY' } }, { timezone: 'UTC' });

		const [{ 'filter[before]': asked = '' } = {}] = queries();
		expect(new Date(asked).toISOString()).toBe('2026-04-03T00:00:00.000Z');
	});

	it('a date that is none is refused by its name, and nothing is asked', async () => {
		const { message } = await list({ filters: { before: 'yesterday' } });

		expect(message).toMatch(/^Created Before: expected a date such as /);
		expect(kard.requests()).toEqual([]);
	});

	describe('how many', () => {
		beforeEach(async () => {
			for (const number of upTo(5)) await sent(SETTLED, String(number));
		});

		it('Limit: no more than that, and no more are asked for', async () => {
			expect(ids(await list({ limit: 2 }))).toEqual(['5', '4']);
			expect(queries()).toMatchObject([{ 'page[size]': '2' }]);
		});

		it('Return All: every one there is, in pages of 200', async () => {
			expect(ids(await list({ returnAll: true }))).toEqual(['5', '4', '3', '2', '1']);
			expect(queries()).toEqual([{ 'page[size]': '200' }]);
		});

		it('Return All: reads on until there are no more', async () => {
			const { sandbox } = kard;
			for (const number of upTo(250)) {
				void sandbox.notifications.send({
					eventName: REJECTED,
					id: `c-${String(number)}`,
					webhookUrl: listener.url,
				});
			}
			await sandbox.notifications.idle();

			const run = await list({ returnAll: true });

			expect(new Set(ids(run)).size).toBe(255);
			expect(queries()).toHaveLength(2);
		});
	});
});

describe('Notification: Replay', () => {
	const replay = async (eventIds: readonly string[], changes: Changes = {}): Promise<KardRun> =>
		await kard.run(
			'replay-notifications',
			eventIds.map((id) => ({ Line: id, 'Event ID': id })),
			changes,
		);
	const subscribe = async (): Promise<void> => {
		await kard.run('create-subscriptions', [{ Event: SETTLED, 'Webhook URL': listener.url }]);
	};

	it('has the notification delivered again, just as it was', async () => {
		await subscribe();
		await kard.sandbox.notifications.send({ eventName: SETTLED, id: 'notification-1' });

		const { json, lines } = await replay(['notification-1']);
		await kard.sandbox.notifications.idle();

		expect(json).toEqual([{ eventId: 'notification-1' }]);
		expect(lines).toEqual(['notification-1']);
		const [first, second, ...more] = listener.deliveries.map(({ bytes }) => bytes.toString());
		expect(more).toEqual([]);
		expect(second).toBe(first);
	});

	it('of one that Kard does not know fails its row, and the others are done', async () => {
		await subscribe();
		await sent(SETTLED, 'notification-1');

		const { json, failed } = await replay(['unknown', 'notification-1'], { onError: 'continueErrorOutput' });

		expect(json).toEqual([{ eventId: 'notification-1' }]);
		expect(failed).toMatchObject([
			{
				Line: 'unknown',
				error: {
					row: 1,
					id: 'unknown',
					statusCode: 404,
					message:
						'Row 1: Kard found nothing there (404). Check the ID and the organization ID. Kard says: There is no notification unknown.',
				},
			},
		]);
	});

	it('to which nobody is subscribed says so', async () => {
		await sent(SETTLED, 'notification-1');

		const { message } = await replay(['notification-1']);

		expect(message).toMatch(/\(409\).*There is no enabled subscription of earnedRewardSettled\.$/);
	});

	it('of an empty id is refused, and nothing is asked', async () => {
		const { message } = await replay(['']);

		expect(message).toMatch(/^Event ID: is required and empty\./);
		expect(kard.requests()).toEqual([]);
	});
});
