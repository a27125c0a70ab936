import {
	isSubscribed,
	subscribe,
	unsubscribe,
	type ReplacedSubscription,
	type SubscriptionPlan,
} from '../../shared/host';
import type { Fault } from '../../sandbox';
import { rejection } from '../support/expected';
import { startKard } from '../support/kard';
import { resourcesIn } from '../support/resource';
import { failure, startScriptedKard, type Reply } from '../support/scriptedKard';
import {
	ELSEWHERE,
	givenSubscriptions,
	NEIGHBOUR,
	OURS,
	subscribeAddress,
	subscriptionsIn,
} from '../support/subscriptions';

const ALL = 'settled on ours; rejected on ours; audit on ours';
const ALL_OFF = ALL.replaceAll(' on', ' off');
const REST = `approved on elsewhere; email on neighbour; file on ${OURS}/`;
const TWO_OFF = 'settled off ours; rejected on ours; audit off ours';
type AFault = Omit<Fault, 'route'>;
const status = (code: number, more: object = {}): AFault => ({ kind: 'status', status: code, ...more });
/** What may be lost on the way. */
const LOST: AFault[] = [{ kind: 'dropAfter' }, { kind: 'dropBefore' }];
const FORBIDDEN_FIRST = [status(403), status(400)];
const FAILED = 'settled on ours; rejected on ours; audit off ours';
const GONE = [status(404, { after: 1 })];

describe.each(['one', 'many'] as const)(
	'unsubscribing from a Kard that takes %s for each event',
	(subscriptions) => {
		const kard = startKard({ readings: { subscriptions }, enrolled: [] });

		it.each<[string, string, AFault[], string, string?]>([
			['disables what is ours, and nothing else', `${ALL}; ${REST}`, [], `${ALL_OFF}; ${REST}`],
			['leaves what is disabled already', 'rejected off ours', [], 'rejected off ours'],
			['goes on, and fails with the first failure', ALL, FORBIDDEN_FIRST, FAILED, 'KardPermissionError'],
			['takes one that is gone for done', ALL, GONE, TWO_OFF],
			['repeats what a broken connection may have lost', ALL, LOST, ALL_OFF],
		])('%s', async (_, given, faults, then, failsWith = '') => {
			await givenSubscriptions(kard, given);
			kard.fault('updateSubscription', ...faults);

			const failed = await unsubscribe(kard.client(), OURS).then(
				() => undefined,
				(error: unknown) => error,
			);

			expect(kard.stored.subscriptions).toEqual(subscriptionsIn(then));
			expect(failed instanceof Error ? failed.name : '').toBe(failsWith);
		});

		it('sends nothing but the list where there is nothing of ours, or no address', async () => {
			await givenSubscriptions(kard, 'rejected off ours; audit on elsewhere');

			await unsubscribe(kard.client(), OURS);
			await unsubscribe(kard.client(), '');

			expect(kard.log).toEqual(['listSubscriptions 200', 'listSubscriptions 200']);
		});

		it('fails where Kard does not list what there is', async () => {
			await givenSubscriptions(kard, ALL);
			kard.fault('listSubscriptions', status(400));

			await expect(unsubscribe(kard.client(), OURS)).rejects.toMatchObject({ statusCode: 400 });
			expect(kard.stored.subscriptions).toEqual(subscriptionsIn(ALL));
		});

		it('can be followed by subscribing again, which enables what is there', async () => {
			await givenSubscriptions(kard, ALL);
			await unsubscribe(kard.client(), OURS);

			await subscribeAddress(kard, { events: 'settled rejected audit' });

			expect(kard.stored.subscriptions).toEqual(subscriptionsIn(ALL));
		});
	},
);

describe('restoring what was replaced', () => {
	const kard = startKard({ readings: { subscriptions: 'one' }, enrolled: [] });
	const THEIRS = `settled on ${ELSEWHERE}?token=1; rejected off elsewhere`;
	let ids: string[];
	let replaced: readonly ReplacedSubscription[];

	beforeEach(async () => {
		ids = await givenSubscriptions(kard, THEIRS);
		const run = { events: 'settled rejected audit', plan: { replaceExisting: true } };
		replaced = (await subscribeAddress(kard, run)).replaced as ReplacedSubscription[];
		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(ALL));
	});

	it('leaves everything as it was before', async () => {
		await unsubscribe(kard.client(), OURS, replaced);

		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(`${THEIRS}; audit off ours`));
	});

	it('does not happen unless it is asked for', async () => {
		await unsubscribe(kard.client(), OURS);

		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(ALL_OFF));
	});

	it('leaves what goes somewhere else by now', async () => {
		await kard.client().subscriptions.update(ids[0] ?? '', { webhookUrl: NEIGHBOUR });

		await unsubscribe(kard.client(), OURS, replaced);

		expect(kard.stored.subscriptions).toEqual(
			subscriptionsIn('settled on neighbour; rejected off elsewhere; audit off ours'),
		);
	});

	it('goes on when one fails', async () => {
		kard.fault('updateSubscription', status(403));

		expect(await rejection(unsubscribe(kard.client(), OURS, replaced))).toMatchObject({ statusCode: 403 });

		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(`${THEIRS}; audit on ours`));
	});
});

describe('where Kard lists odd subscriptions', () => {
	const kard = startScriptedKard();
	const plan: SubscriptionPlan = { webhookUrl: OURS, events: ['auditUpdate'], replaceExisting: false };
	const attributes = { eventName: 'auditUpdate', webhookUrl: OURS, enabled: true };
	const subscription = (changes: object = {}, id = 'odd') => {
		return { type: 'subscription', id, attributes: { ...attributes, ...changes } };
	};
	const own = subscription({}, 'own');
	/** Lists these, and answers every change so. */
	const listing = (subscriptions: readonly unknown[], toChanges: Reply = { body: { data: own } }) => {
		kard.answer(({ method }) => (method === 'GET' ? { body: { data: subscriptions } } : toChanges));
	};
	/** What was sent: the id that was changed, and to what. */
	const changes = () =>
		kard.received
			.filter(({ method }) => method !== 'GET')
			.map(({ path, body }) => [path.split('/').at(-1), resourcesIn(JSON.parse(body))[0]?.attributes]);
	const NAMELESS = [null, 'odd', 7, [], {}, { id: 'a', attributes: null }];
	const [nowhere, noEvent] = [subscription({ webhookUrl: null }), subscription({ eventName: '' })];
	const odd = [...NAMELESS, nowhere, noEvent, { ...own, id: null }, { ...own, id: '' }];

	it('ours is found among them, and disabled, and no other', async () => {
		listing([...odd, own, ...odd]);

		await expect(isSubscribed(kard.client(), plan)).resolves.toBe(true);
		await unsubscribe(kard.client(), OURS);

		expect(changes()).toEqual([['own', { enabled: false }]]);
	});

	it.each([[undefined], [null], ['true']])(
		'one of ours with %j for enabled counts as off when it should be on, and as on when it should be off',
		async (enabled) => {
			listing([subscription({ enabled })]);
			await expect(isSubscribed(kard.client(), plan)).resolves.toBe(false);
			await subscribe(kard.client(), plan);
			await unsubscribe(kard.client(), OURS);
			listing([own, subscription({ enabled, eventName: 'earnedRewardSettled' })]);
			await subscribe(kard.client(), plan);

			expect(changes()).toEqual([
				['odd', { enabled: true }],
				['odd', { enabled: false }],
				['odd', { enabled: false }],
			]);
		},
	);

	it('one of ours that does not say whether it is enabled is disabled when enabling it is undone', async () => {
		const list = { body: { data: [subscription({ enabled: null })] } };
		kard.answer(({ method }) =>
			method === 'GET' ? list : method === 'POST' ? failure(403) : { body: { data: own } },
		);

		await rejection(subscribe(kard.client(), { ...plan, events: ['auditUpdate', 'earnedRewardSettled'] }));

		expect(changes().filter(([id]) => id === 'odd')).toContainEqual(['odd', { enabled: true }]);
		expect(changes().at(-1)).toEqual(['odd', { enabled: false }]);
	});

	it.each<[string, object, boolean]>([
		['that does not say whether it is enabled', { enabled: null }, false],
		['that does not say whether it is enabled, with replacing', { enabled: null }, true],
		['to no address', { webhookUrl: '' }, false],
		['to what is no address', { webhookUrl: 'elsewhere' }, false],
		['to null', { webhookUrl: null }, true],
		['for no event', { eventName: null }, true],
		['for an event that nobody knows', { eventName: 'birthdayReward' }, true],
	])('one of others %s is never changed', async (_, odd, replaceExisting) => {
		const theirs = subscription({ webhookUrl: ELSEWHERE, ...odd });
		listing([theirs, null], failure(409));

		const error = await rejection(subscribe(kard.client(), { ...plan, replaceExisting }));

		expect(error).toMatchObject({ name: 'KardConflictError' });
		expect(kard.received.filter(({ method }) => method === 'PATCH')).toEqual([]);
	});

	it('an address that cannot be read is called that', async () => {
		for (const webhookUrl of ['', 'not an address', 'https://']) {
			listing([subscription({ webhookUrl })], failure(409));
			await expect(subscribe(kard.client(), plan)).rejects.toThrow('to an address that cannot be read,');
		}
	});

	it('an address that Kard does not take back is said to be left replaced', async () => {
		const old = subscription({ webhookUrl: 'http://old.example.com/hook' });
		kard.answer({ body: { data: [old] } }, failure(409), { body: { data: [old] } }, failure(400));

		await expect(subscribe(kard.client(), { ...plan, replaceExisting: true })).rejects.toThrow(
			/could not all be taken back \(Webhook URL:.* Not all of them were ours before: odd pointed to http:\/\/old\.example\.com\/hook\./,
		);
	});

	it.each(['', 'elsewhere', '/webhook/ours'])(
		'nothing is disabled for "%s", which is no address',
		async (webhookUrl) => {
			listing([subscription({ webhookUrl })]);

			await unsubscribe(kard.client(), webhookUrl);

			expect(changes()).toEqual([]);
		},
	);

	const BEFORE = { id: 'theirs', webhookUrl: ELSEWHERE, enabled: true };
	const THIRD = 'https://third.example.com/hook';
	it.each<[string, object | undefined, boolean]>([
		['goes elsewhere by now', { webhookUrl: THIRD }, false],
		['was enabled again', { webhookUrl: ELSEWHERE }, false],
		['does not say whether it is enabled', { webhookUrl: ELSEWHERE, enabled: null }, false],
		['does not say where it goes', { webhookUrl: null }, false],
		['is gone', undefined, false],
		['is at our address', {}, true],
		['is disabled where it was', { webhookUrl: ELSEWHERE, enabled: false }, true],
	])(
		'one that was replaced and %s is restored only where replacing has left it',
		async (_, now, isRestored) => {
			listing(now === undefined ? [] : [subscription(now, 'theirs')]);

			await unsubscribe(kard.client(), OURS, [BEFORE]);

			expect(changes()).toEqual(isRestored ? [['theirs', { webhookUrl: ELSEWHERE, enabled: true }]] : []);
		},
	);
});
