import {
	isSubscribed,
	KardValidationError,
	subscribe,
	type SubscriptionPlan,
	type Transport,
} from '../../shared';
import type { Fault } from '../../sandbox';
import { objectLike, rejection } from '../support/expected';
import { startKard } from '../support/kard';
import {
	ELSEWHERE,
	eventsIn,
	givenSubscriptions,
	OURS,
	subscribeAddress,
	subscriptionsIn,
	type Subscribing,
} from '../support/subscriptions';

type Reading = 'one' | 'many';

/** A run of `subscribe`, and what is subscribed after it; where nothing else is said, it succeeds without a warning. */
interface Scenario extends Subscribing {
	/** How many subscriptions for an event Kard takes; either way unless given. */
	readonly when?: Reading;
	readonly then: string;
	/** The error's class and message. */
	readonly fails?: RegExp;
	readonly warns?: readonly RegExp[];
	/** What is seen of the requests, where it matters. */
	readonly log?: string;
}

const LIST = 'listSubscriptions 200';
const [CREATE, UPDATE] = ['createSubscriptions 201', 'updateSubscription 200'];
const THREE = 'settled rejected audit';
const ALL_ON = 'settled on ours; rejected on ours; audit on ours';
const ALL_OFF = ALL_ON.replaceAll(' on ', ' off ');
const REPLACE = { replaceExisting: true };
const status = (code: number, more: object = {}): Omit<Fault, 'route'> => ({
	kind: 'status',
	status: code,
	...more,
});

const USUAL: [string, Scenario][] = [
	['creates what is missing', { events: THREE, then: ALL_ON, log: [LIST, CREATE, CREATE, CREATE].join() }],
	[
		'keeps what is enabled already: it only looks',
		{
			given: 'rejected on ours; audit on ours',
			events: 'audit rejected',
			then: 'rejected on ours; audit on ours',
			log: LIST,
		},
	],
	['enables what was disabled', { given: 'rejected off ours', events: 'rejected', then: 'rejected on ours' }],
	[
		'does each where it is needed',
		{
			given: 'rejected off ours; audit on ours',
			events: THREE,
			then: 'rejected on ours; audit on ours; settled on ours',
			log: [LIST, CREATE, UPDATE].join(),
		},
	],
	[
		'disables what is left over from an earlier choice of events',
		{
			given: ALL_ON,
			events: 'rejected approved',
			then: 'settled off ours; rejected on ours; audit off ours; approved on ours',
		},
	],
	[
		'lets the subscriptions of others be',
		{
			given: 'approved on elsewhere; email off neighbour',
			events: 'rejected',
			plan: REPLACE,
			then: 'approved on elsewhere; email off neighbour; rejected on ours',
		},
	],
	[
		'recognizes its address when it is written in another way',
		{
			given: 'rejected on HTTPS://N8N.Example.com:443/webhook/./ours',
			events: 'rejected',
			then: 'rejected on HTTPS://N8N.Example.com:443/webhook/./ours',
			log: LIST,
		},
	],
	...[
		`${OURS}/`,
		`${OURS}?a=1`,
		OURS.replace('ours', 'OURS'),
		OURS.replace('.com', '.com:8443'),
		OURS.replace('n8n.', ''),
	].map((other): [string, Scenario] => [
		`does not take ${other} for its own`,
		{ given: `rejected on ${other}`, events: 'audit', then: `rejected on ${other}; audit on ours` },
	]),
	[
		'subscribes an event once that was chosen twice',
		{ events: 'audit audit', then: 'audit on ours', log: [LIST, CREATE].join() },
	],
	[
		'takes a change for done where the response to it is empty',
		{
			given: ALL_OFF,
			faults: { updateSubscription: [{ kind: 'empty', processed: true }] },
			events: THREE,
			then: ALL_ON,
		},
	],
];

const LOST: [string, Omit<Fault, 'route'>][] = [
	['the connection breaks off', { kind: 'dropAfter' }],
	['a server error, and 409 for the repeat', status(503, { processed: true })],
	['server errors to the end', status(500, { processed: true, times: Infinity })],
	['an empty response', { kind: 'empty', processed: true }],
	['a web page', { kind: 'html', status: 200, processed: true }],
	['a response that is cut off', { kind: 'malformedJson', processed: true }],
];

const SEVERAL: [string, Scenario][] = [
	...[true, false].map((replaceExisting): [string, Scenario] => [
		`subscribes beside others, with replacing ${String(replaceExisting)}`,
		{
			when: 'many',
			given: 'rejected on elsewhere; rejected off neighbour',
			events: 'rejected',
			plan: { replaceExisting },
			then: 'rejected on elsewhere; rejected off neighbour; rejected on ours',
		},
	]),
	[
		'enables one of its own where there are several',
		{
			when: 'many',
			given: `rejected off ours; rejected off HTTPS://n8n.example.com/webhook/ours`,
			events: 'rejected',
			then: 'rejected on ours; rejected off HTTPS://n8n.example.com/webhook/ours',
		},
	],
	[
		'uses the disabled one of its host where Kard takes no further one',
		{
			when: 'many',
			given: 'rejected on elsewhere; rejected off neighbour',
			faults: { createSubscriptions: [status(409)] },
			events: 'rejected',
			plan: REPLACE,
			then: 'rejected on elsewhere; rejected on ours',
		},
	],
	[
		'replaces the enabled one where Kard does not let that be enabled either',
		{
			when: 'many',
			given: 'rejected off neighbour; rejected on elsewhere',
			faults: { createSubscriptions: [status(409)], updateSubscription: [status(409)] },
			events: 'rejected',
			plan: REPLACE,
			then: 'rejected off neighbour; rejected on ours',
		},
	],
	[
		'says where the event goes when its own cannot be enabled again',
		{
			when: 'many',
			given: 'rejected off ours; rejected on elsewhere',
			faults: { updateSubscription: [status(409)] },
			events: 'rejected',
			fails: new RegExp(`^KardConflictError: .* to ${ELSEWHERE}, `),
			then: 'rejected off ours; rejected on elsewhere',
		},
	],
	[
		'disables the enabled one in the way where that may be replaced, and no disabled one',
		{
			when: 'many',
			given: 'rejected off https://other.example.com/hook; rejected off ours; rejected on elsewhere',
			faults: { updateSubscription: [status(409)] },
			events: 'rejected',
			plan: REPLACE,
			then: 'rejected off https://other.example.com/hook; rejected on ours; rejected off elsewhere',
		},
	],
	[
		'is told Kard’s refusal to change the one in the way',
		{
			when: 'many',
			given: 'rejected on elsewhere',
			faults: { createSubscriptions: [status(409)], updateSubscription: [status(400)] },
			events: 'rejected',
			plan: REPLACE,
			fails: /^KardApiError: /,
			then: 'rejected on elsewhere',
		},
	],
];

const ELSEWHERE_ALREADY: [string, Scenario][] = [
	[
		'is refused: the error says where it goes, and what to turn on',
		{
			given: 'settled on elsewhere',
			events: 'settled',
			fails:
				/^KardConflictError: Kard sends "Earned Reward Settled" to https:\/\/elsewhere\.example\.com\/hook, and takes one subscription for each event\. Turn on Replace Existing Subscription to have it sent here instead, or leave out this event\.$/,
			then: 'settled on elsewhere',
		},
	],
	[
		'is refused without the parts of that address that may hold a secret',
		{
			given: 'rejected on https://jordan:s3cret@elsewhere.example.com:8443/hook?token=s3cret#s3cret',
			events: 'rejected',
			fails: /^(?!.*(s3cret|jordan)).* to https:\/\/elsewhere\.example\.com:8443\/hook,/,
			then: 'rejected on https://jordan:s3cret@elsewhere.example.com:8443/hook?token=s3cret#s3cret',
		},
	],
	[
		'is refused where that one is disabled: somebody else may enable it again',
		{
			given: 'rejected off elsewhere',
			events: 'rejected',
			fails: new RegExp(
				`Kard has a disabled subscription that sends "Earned Reward Rejected" to ${ELSEWHERE},`,
			),
			then: 'rejected off elsewhere',
		},
	],
	...[
		'rejected on neighbour',
		'rejected off https://n8n.example.com/billing/kard-events',
		'rejected off https://n8n.example.com/webhook/neighbour/events',
		'rejected off https://n8n.example.com:8443/webhook/ours',
		'rejected off https://n8n.example.com.example.org/hook',
	].map((given): [string, Scenario] => [
		`is refused where it may still be in use: ${given}`,
		{ given, events: 'rejected', fails: /^KardConflictError: /, then: given },
	]),
	[
		'is taken where it was left disabled on the same host',
		{ given: 'rejected off neighbour', events: 'rejected', then: 'rejected on ours' },
	],
	[
		'is taken where the address was ours before',
		{
			given: 'rejected on elsewhere',
			events: 'rejected',
			plan: { formerUrls: [ELSEWHERE] },
			then: 'rejected on ours',
		},
	],
	[
		'leaves the events before it as they were',
		{
			given: 'rejected on elsewhere; audit off ours; approved on ours',
			events: 'settled audit rejected',
			fails: /^KardConflictError: /,
			then: 'rejected on elsewhere; audit off ours; approved on ours; settled off ours',
		},
	],
	[
		'is Kard’s own conflict where there is no subscription in the way',
		{
			faults: {
				createSubscriptions: [
					status(409, { body: { errors: [{ status: '409', detail: 'No more of these.' }] } }),
				],
			},
			events: 'rejected',
			plan: REPLACE,
			fails: /^KardConflictError: .*No more of these\./,
			then: '',
		},
	],
];
const OCCUPIED = ELSEWHERE_ALREADY.map(([title, scenario]): [string, Scenario] => [
	`an event that Kard sends elsewhere ${title}`,
	{ when: 'one', ...scenario },
]);

const NO_SUCH = { errors: [{ detail: 'There is no such event.' }] };
const WITH_FIELD = {
	errors: [{ ...NO_SUCH.errors[0], source: { pointer: '/data/0/attributes/eventName' } }],
};
const CLAWBACK = 'settled clawback audit';
const SKIP = { skipRefused: true };
const LEFT_OUT = /^clawback: The event "Clawback" \(clawback\) was left out\. .*There is no such event\./;

const REFUSED: [string, Scenario][] = [
	...[
		status(400, { body: NO_SUCH }),
		status(404, { body: NO_SUCH }),
		status(422, { body: { message: 'There is no such event.' } }),
		status(400, { body: WITH_FIELD }),
	].flatMap((fault, at): [string, Scenario][] => {
		const [create, update] = [[{ after: 1, ...fault }], [{ ...fault, times: Infinity }]];
		const how = `(${String(fault.status)}, ${at === 3 ? 'with' : 'without'} the field)`;
		return [
			[
				`an event that Kard refuses is named, with what to do ${how}`,
				{
					faults: { createSubscriptions: create },
					events: CLAWBACK,
					fails:
						/^Kard\w*Error: The event "Clawback" \(clawback\) cannot be subscribed to\. .*There is no such event\..* Leave out this event, or turn on Skip Events That Kard Refuses to go on without it\.$/,
					then: 'settled off ours',
				},
			],
			[
				`an event that Kard refuses is left out where the plan says so ${how}`,
				{
					faults: { createSubscriptions: create },
					events: CLAWBACK,
					plan: SKIP,
					warns: [LEFT_OUT],
					then: 'settled on ours; audit on ours',
				},
			],
			[
				`an event that Kard refuses is left out where it was subscribed before ${how}`,
				{
					given: 'settled on ours; clawback off ours',
					faults: { updateSubscription: update },
					events: CLAWBACK,
					plan: { subscribedBefore: ['clawback'] },
					warns: [LEFT_OUT],
					then: 'settled on ours; clawback off ours; audit on ours',
				},
			],
		];
	}),
	[
		'an event that Kard stored and refuses all the same is disabled, and left out',
		{
			faults: { createSubscriptions: [status(400, { after: 1, processed: true })] },
			events: CLAWBACK,
			plan: SKIP,
			warns: [/left out/],
			then: 'settled on ours; clawback off ours; audit on ours',
		},
	],
	[
		'what cannot be undone of an event that is left out is an error, and all else is undone',
		{
			faults: {
				createSubscriptions: [status(400, { after: 1, processed: true })],
				updateSubscription: [status(403)],
			},
			events: CLAWBACK,
			plan: SKIP,
			fails: /could not all be taken back/,
			then: 'settled off ours; clawback on ours',
		},
	],
	[
		'an event is refused also where the error names another field beside it',
		{
			faults: {
				createSubscriptions: [
					status(400, {
						after: 1,
						body: {
							errors: ['eventName', 'webhookUrl'].map((name) => ({
								detail: 'There is no such event.',
								source: { pointer: `/data/0/attributes/${name}` },
							})),
						},
					}),
				],
			},
			events: CLAWBACK,
			plan: SKIP,
			warns: [LEFT_OUT],
			then: 'settled on ours; audit on ours',
		},
	],
	[
		'every event refused is an error',
		{
			faults: { createSubscriptions: [status(400, { times: Infinity })] },
			events: CLAWBACK,
			plan: SKIP,
			fails: /^KardApiError: Kard refuses every event that was chosen, so there is nothing to go on with\. /,
			warns: [/^earnedRewardSettled: /, /^clawback: /, /^auditUpdate: /],
			then: '',
		},
	],
	...(
		[
			['a missing permission', status(403), /^KardPermissionError: (?!.*Skip Events)/],
			['trouble at Kard', status(500, { times: Infinity }), /^KardApiError: (?!.*Skip Events)/],
			[
				'an address that Kard does not take',
				status(400, {
					body: { errors: [{ detail: 'No.', source: { pointer: '/data/0/attributes/webhookUrl' } }] },
				}),
				/^KardApiError: (?!.*Skip Events)/,
			],
		] as const
	).map(([what, fault, fails]): [string, Scenario] => [
		`${what} is no refusal of an event: nothing goes on`,
		{
			faults: { createSubscriptions: [{ after: 1, ...fault }] },
			events: CLAWBACK,
			plan: SKIP,
			fails,
			then: 'settled off ours',
		},
	]),
	[
		'a retired event that is no longer chosen and cannot be disabled does not hold up the others',
		{
			given: 'clawback on ours',
			faults: { updateSubscription: [status(400)] },
			events: 'audit',
			warns: [
				/^clawback: The subscription to the event "Clawback" .* cannot be disabled\. .*Should Kard go on sending it, it starts nothing\.$/,
			],
			then: 'clawback on ours; audit on ours',
		},
	],
	[
		'an event of today that cannot be disabled does',
		{
			given: 'settled on ours',
			faults: { updateSubscription: [status(400)] },
			events: 'audit',
			fails: /^KardApiError: /,
			then: 'settled on ours; audit off ours',
		},
	],
	[
		'an event that is left out after one of others was replaced for it leads where it led',
		{
			when: 'one',
			given: 'clawback on elsewhere',
			faults: { updateSubscription: [status(400)] },
			events: 'audit clawback',
			plan: { ...SKIP, ...REPLACE },
			warns: [/^clawback: /],
			then: 'clawback on elsewhere; audit on ours',
		},
	],
];

/** A request and both of its repeats. */
const FOR_GOOD = { times: 3 };
const FAILURES: [string, Omit<Fault, 'route'>, RegExp][] = [
	['a server error for good', status(500, FOR_GOOD), /^KardApiError: /],
	['a missing permission', status(403), /^KardPermissionError: /],
	['a broken connection for good', { kind: 'dropBefore', ...FOR_GOOD }, /^KardNetworkError: /],
	['a refusal', status(400), /^KardApiError: /],
	['a redirect', { kind: 'override', status: 302, body: '' }, /^KardApiError: /],
	[
		'a server error for good, though it is done',
		status(500, { processed: true, ...FOR_GOOD }),
		/^KardApiError: /,
	],
	['a lost response for good, though it is done', { kind: 'dropAfter', ...FOR_GOOD }, /^KardNetworkError: /],
];
const LED_ELSEWHERE = `settled on ${ELSEWHERE}?token=1; rejected off elsewhere; audit off https://n8n.example.com/webhook/older`;

/** The third change fails: what was done before it is undone. */
const UNDONE: [string, Scenario][] = FAILURES.flatMap(([what, fault, fails], at): [string, Scenario][] => {
	const third = [{ after: 2, ...fault }];
	const updates = { updateSubscription: third };
	const created: [string, Scenario][] =
		at < 5
			? [
					[
						`${what}: what was created is disabled`,
						{
							faults: { createSubscriptions: third },
							events: THREE,
							fails,
							then: 'settled off ours; rejected off ours',
						},
					],
				]
			: [];
	return [
		...created,
		[
			`${what}: what was enabled is disabled again`,
			{ given: ALL_OFF, faults: updates, events: THREE, fails, then: ALL_OFF },
		],
		[
			`${what}: what was disabled is enabled again`,
			{ given: ALL_ON, faults: updates, events: 'approved', fails, then: `${ALL_ON}; approved off ours` },
		],
		[
			`${what}: what was replaced leads where it led`,
			{
				when: 'one',
				given: LED_ELSEWHERE,
				faults: updates,
				events: THREE,
				plan: REPLACE,
				fails,
				then: LED_ELSEWHERE,
			},
		],
	];
});
const PARTLY_UNDONE: [string, Scenario][] = [
	[
		'what was kept, and what is of others, is left as it was',
		{
			given: 'rejected off ours; approved on ours; email on elsewhere',
			faults: { createSubscriptions: [status(403, { after: 1 })] },
			events: 'settled rejected approved audit',
			fails: /^KardPermissionError: /,
			then: 'rejected off ours; approved on ours; email on elsewhere; settled off ours',
		},
	],
	[
		'a refusal is believed: nothing looks whether it was done, but what is to be undone',
		{
			faults: { createSubscriptions: [status(400)] },
			events: THREE,
			fails: /^KardApiError: /,
			then: '',
			log: [LIST, 'createSubscriptions 400', LIST].join(),
		},
	],
	[
		'where Kard answers nothing any more, the error says what to look for',
		{
			faults: {
				createSubscriptions: [{ kind: 'dropAfter', after: 2 }],
				listSubscriptions: [{ kind: 'dropBefore', after: 1, times: Infinity }],
			},
			events: THREE,
			fails: new RegExp(`^KardNetworkError: .*Look for subscriptions to ${OURS} `),
			then: ALL_ON,
		},
	],
	[
		'where undoing fails as well, the error is the first one, says what to look for, and the rest is undone',
		{
			faults: {
				createSubscriptions: [status(403, { after: 2 })],
				updateSubscription: [status(500, FOR_GOOD)],
			},
			events: THREE,
			plan: { webhookUrl: `${OURS}?token=s3cret` },
			fails:
				/^KardPermissionError: The credentials are not allowed .* \(403\)(?!.*s3cret).* What had been subscribed before that could not all be taken back \(Kard has a problem of its own \(500\)\..*Look for subscriptions to https:\/\/n8n\.example\.com\/webhook\/ours and disable them\.$/,
			then: `settled off ${OURS}?token=s3cret; rejected on ${OURS}?token=s3cret`,
		},
	],
];

const ALL = [...USUAL, ...SEVERAL, ...OCCUPIED, ...REFUSED, ...UNDONE, ...PARTLY_UNDONE];
const lost = LOST.map(([what, fault]): [string, Scenario] => [
	`subscribes once where the response to a creation is lost: ${what}`,
	{ faults: { createSubscriptions: [fault] }, events: THREE, then: ALL_ON },
]);

describe.each<Reading>(['one', 'many'])('with a Kard that takes %s for each event', (subscriptions) => {
	const kard = startKard({ readings: { subscriptions, retiredEvents: 'taken' }, enrolled: [] });
	const isHere = async (events: string, webhookUrl = OURS) =>
		await isSubscribed(kard.client(), { webhookUrl, events: eventsIn(events), replaceExisting: false });
	const here = [...ALL, ...lost].filter(([, { when = subscriptions }]) => when === subscriptions);

	it.each(here)('%s', async (_, { then, fails, warns = [], log, ...run }) => {
		const { failure, warnings, replaced } = await subscribeAddress(kard, run);

		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(then));
		expect(failure).toMatch(fails ?? /^$/);
		expect(warnings).toEqual(warns.map((warning): unknown => expect.stringMatching(warning)));
		if (log !== undefined) expect(kard.log.join()).toBe(log);
		if (run.plan?.replaceExisting !== true) expect(replaced).toEqual([]);
	});

	it('a second time, nothing is changed', async () => {
		await subscribeAddress(kard, { events: THREE });
		kard.forgetRequests();

		await subscribeAddress(kard, { events: THREE });

		expect(kard.log).toEqual([LIST]);
	});

	it('another try after a failure subscribes all of them, each once', async () => {
		await subscribeAddress(kard, {
			faults: { createSubscriptions: [status(403, { after: 2 })] },
			events: THREE,
		});

		await subscribeAddress(kard, { events: THREE });

		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(ALL_ON));
	});

	it.each([
		['exactly the events are enabled', 'rejected on ours; audit on ours', 'audit rejected audit', true],
		['one is missing', 'rejected on ours', 'audit rejected', false],
		['one is disabled', 'rejected on ours; audit off ours', 'audit rejected', false],
		['there is one too many', 'rejected on ours; audit on ours', 'audit', false],
		['it is for another address', 'audit on elsewhere', 'audit', false],
		[
			'the address is written in another way',
			'audit on HTTPS://N8N.Example.com:443/webhook/./ours',
			'audit',
			true,
		],
		['a retired event is there still', 'clawback on ours; audit on ours', 'audit clawback', true],
	])('whether events are subscribed: %s', async (_, given, events, expected) => {
		await givenSubscriptions(kard, given);

		await expect(isHere(events)).resolves.toBe(expected);
		expect(kard.log).toEqual([LIST]);
		expect(kard.requests()[0]?.path).toBe(`/v2/issuers/${kard.sandbox.organizationId}/subscriptions`);
	});
});

describe('a subscription of others that is replaced', () => {
	const kard = startKard({ readings: { subscriptions: 'one' }, enrolled: [] });

	it.each(['on', 'off'])('is returned as it was: %s', async (state) => {
		const run = { given: `rejected ${state} elsewhere?token=1`, events: 'rejected audit', plan: REPLACE };

		const { replaced } = await subscribeAddress(kard, run);

		expect(replaced).toEqual([objectLike({ webhookUrl: `${ELSEWHERE}?token=1`, enabled: state === 'on' })]);
		expect(kard.stored.subscriptions).toEqual(subscriptionsIn('rejected on ours; audit on ours'));
		// From then on it is ours.
		await expect(subscribeAddress(kard, { events: 'rejected audit' })).resolves.toMatchObject({
			replaced: [],
		});
		expect(kard.log.at(-1)).toBe(LIST);
	});

	it('is reported before it is replaced, so that it can be restored whatever happens', async () => {
		const [id] = await givenSubscriptions(kard, 'rejected on elsewhere');
		const reported: unknown[] = [];
		const plan = { ...REPLACE, onReplace: (before: unknown) => reported.push(before) };

		await subscribeAddress(kard, {
			faults: { updateSubscription: [status(500, { times: Infinity })] },
			events: 'rejected',
			plan,
		});

		expect(reported).toEqual([{ id, webhookUrl: ELSEWHERE, enabled: true }]);
	});

	it('is none where the event is refused after that', async () => {
		kard.sandbox.setReadings({ retiredEvents: 'taken' });
		const faults = { updateSubscription: [status(400)] };
		const run = {
			given: 'clawback on elsewhere',
			faults,
			events: 'audit clawback',
			plan: { ...SKIP, ...REPLACE },
		};

		await expect(subscribeAddress(kard, run)).resolves.toMatchObject({ failure: '', replaced: [] });
	});
});

describe('a Kard that has retired an event since', () => {
	const kard = startKard({ readings: { subscriptions: 'many' }, enrolled: [] });
	const chosen = 'audit clawback settled';

	it('refuses it by name, and takes the others', async () => {
		const { failure } = await subscribeAddress(kard, { events: chosen });
		expect(failure).toMatch(/: The event "Clawback" \(clawback\) cannot /);

		await subscribeAddress(kard, { events: chosen, plan: SKIP });
		expect(kard.stored.subscriptions).toEqual(subscriptionsIn('audit on ours; settled on ours'));
	});

	it('still has subscriptions to it: they stay, and the others go on', async () => {
		kard.sandbox.setReadings({ retiredEvents: 'taken' });
		await subscribeAddress(kard, { events: chosen });
		kard.sandbox.setReadings({ retiredEvents: 'refused' });

		await expect(subscribeAddress(kard, { events: chosen })).resolves.toMatchObject({ failure: '' });

		expect(kard.stored.subscriptions).toEqual(
			subscriptionsIn('audit on ours; clawback on ours; settled on ours'),
		);
	});
});

describe('a plan that cannot be carried out is refused before any request', () => {
	const kard = startKard({ enrolled: [] });
	const noTransport: Transport = () => Promise.reject(new Error('Nothing should have been sent.'));
	const remote = () => kard.client({ baseUrl: 'https://kard.example.com', transport: noTransport });
	const overHttps = (shown: string) =>
		`Kard delivers over HTTPS only, and the address here is ${shown}. It needs a public address that begins with https://, or a tunnel to it.`;

	it.each<[Partial<SubscriptionPlan>, string, string]>([
		[{ events: [] }, 'events', 'No event is chosen. Choose at least one.'],
		[{ events: ['', ' '] }, 'events', 'No event is chosen. Choose at least one.'],
		[{ webhookUrl: '' }, 'webhookUrl', 'There is no address to send notifications to.'],
		[{ webhookUrl: '/webhook/ours' }, 'webhookUrl', 'There is no address to send notifications to.'],
		[
			{ webhookUrl: 'http://n8n.example.com/ours?token=s3cret' },
			'webhookUrl',
			overHttps('http://n8n.example.com/ours'),
		],
		[
			{ webhookUrl: 'http://jordan:s3cret@localhost:5678/ours' },
			'webhookUrl',
			overHttps('http://localhost:5678/ours'),
		],
		[
			{ webhookUrl: 'http://127.0.0.1:5678/ours#s3cret' },
			'webhookUrl',
			overHttps('http://127.0.0.1:5678/ours'),
		],
		[{ webhookUrl: 'ftp://n8n.example.com/ours' }, 'webhookUrl', overHttps('ftp://n8n.example.com/ours')],
	])('%j', async (changes, path, message) => {
		const plan = { webhookUrl: OURS, events: ['auditUpdate'], replaceExisting: false, ...changes };
		for (const act of [subscribe, isSubscribed]) {
			const error = await rejection(act(remote(), plan));
			expect(error).toBeInstanceOf(KardValidationError);
			expect(error).toMatchObject({ message, issues: [objectLike({ path })] });
		}
		expect(kard.requests()).toEqual([]);
	});

	it.each(['http://127.0.0.1:5678/webhook/ours', 'http://localhost:5678/webhook/ours', 'http://[::1]/ours'])(
		'but %s is fine for a Kard on this machine',
		async (webhookUrl) => {
			await subscribeAddress(kard, { events: 'audit', plan: { webhookUrl } });

			expect(kard.stored.subscriptions).toEqual([`auditUpdate on ${webhookUrl}`]);
		},
	);

	it('another address with http is refused by name', async () => {
		const { failure } = await subscribeAddress(kard, {
			events: 'audit',
			plan: { webhookUrl: 'http://n8n.example.com/ours' },
		});

		expect(failure).toMatch(/^KardValidationError: Webhook URL: .*beginning with https:\/\//);
		expect(kard.log).toEqual([LIST, LIST]);
	});
});
