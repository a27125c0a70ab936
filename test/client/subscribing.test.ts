import {
	isSubscribed,
	KardValidationError,
	subscribe,
	unsubscribe,
	type SubscriptionPlan,
	type Transport,
	type ReplacedSubscription,
} from '../../shared/host';
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
	NEIGHBOUR,
} from '../support/subscriptions';
import { resourcesIn } from '../support/resource';
import { failure, startScriptedKard, type Reply } from '../support/scriptedKard';

type Reading = 'one' | 'many';
type AFault = Omit<Fault, 'route'>;

/** What else there is to a run; where nothing is said, it succeeds without a warning. */
interface More {
	/** How many subscriptions for an event Kard takes; either way unless given. */
	readonly when?: Reading;
	/** What goes wrong with the requests that create, update or list subscriptions. */
	readonly create?: readonly AFault[];
	readonly update?: readonly AFault[];
	readonly list?: readonly AFault[];
	readonly plan?: Partial<SubscriptionPlan>;
	/** The error's class and message. */
	readonly fails?: RegExp;
	readonly warns?: readonly RegExp[];
	/** What is seen of the requests, where it matters. */
	readonly log?: string;
}

/** A run of `subscribe`: what is subscribed before it, for which events it is, and what is subscribed after it. */
type Scenario = [title: string, given: string, events: string, then: string, more?: More];
const run = (...scenario: Scenario): Scenario => scenario;

const LIST = 'listSubscriptions 200';
const [CREATE, UPDATE] = ['createSubscriptions 201', 'updateSubscription 200'];
const THREE = 'settled rejected audit';
const ALL_ON = 'settled on ours; rejected on ours; audit on ours';
const ALL_OFF = ALL_ON.replaceAll(' on ', ' off ');
const TWO_ON = 'rejected on ours; audit on ours';
const TWO_OFF = 'settled off ours; rejected off ours';
const OTHERWISE = 'rejected on HTTPS://N8N.Example.com:443/webhook/./ours';
const REPLACE = { replaceExisting: true };
const SKIP = { skipRefused: true };
const status = (code: number, more: object = {}): AFault => ({ kind: 'status', status: code, ...more });

const USUAL: Scenario[] = [
	run('creates what is missing', '', THREE, ALL_ON, { log: [LIST, CREATE, CREATE, CREATE].join() }),
	run('keeps what is enabled already: it only looks', TWO_ON, 'audit rejected', TWO_ON, { log: LIST }),
	run(
		'does each where it is needed',
		'rejected off ours; audit on ours',
		THREE,
		`${TWO_ON}; settled on ours`,
		{ log: [LIST, CREATE, UPDATE].join() },
	),
	run(
		'disables what is left over from an earlier choice of events',
		ALL_ON,
		'rejected approved',
		'settled off ours; rejected on ours; audit off ours; approved on ours',
	),
	run(
		'lets the subscriptions of others be',
		'approved on elsewhere; email off neighbour',
		'rejected',
		'approved on elsewhere; email off neighbour; rejected on ours',
		{ plan: REPLACE },
	),
	run('recognizes its address written in another way', OTHERWISE, 'rejected', OTHERWISE, { log: LIST }),
	...[
		...[`${OURS}/`, `${OURS}?a=1`, OURS.replace('ours', 'OURS')],
		...[OURS.replace('.com', '.com:8443'), OURS.replace('n8n.', '')],
	].map((other): Scenario => {
		const given = `rejected on ${other}`;
		return run(`does not take ${other} for its own`, given, 'audit', `${given}; audit on ours`);
	}),
	run('subscribes an event once that was chosen twice', '', 'audit audit', 'audit on ours', {
		log: [LIST, CREATE].join(),
	}),
	run('takes a change for done where the response to it is empty', ALL_OFF, THREE, ALL_ON, {
		update: [{ kind: 'empty', processed: true }],
	}),
];

const LOST = Object.entries({
	'the connection breaks off': { kind: 'dropAfter' },
	'a server error, and 409 for the repeat': status(503, { processed: true }),
	'server errors to the end': status(500, { processed: true, times: Infinity }),
	'an empty response': { kind: 'empty', processed: true },
	'a web page': { kind: 'html', status: 200, processed: true },
	'a response that is cut off': { kind: 'malformedJson', processed: true },
} satisfies Record<string, AFault>).map(([what, fault]): Scenario => {
	const title = `subscribes once where the response to a creation is lost: ${what}`;
	return [title, '', THREE, ALL_ON, { create: [fault] }];
});

/** All are for one event, which Kard refuses to send to more than one address where it says 409. */
const SEVERAL = [
	...[true, false].map((replaceExisting): [string, string, string, More] => {
		const given = 'rejected on elsewhere; rejected off neighbour';
		const title = `subscribes beside others, with replacing ${String(replaceExisting)}`;
		return [title, given, `${given}; rejected on ours`, { plan: { replaceExisting } }];
	}),
	[
		'enables one of its own where there are several',
		'rejected off ours; rejected off HTTPS://n8n.example.com/webhook/ours',
		'rejected on ours; rejected off HTTPS://n8n.example.com/webhook/ours',
	],
	[
		'uses the disabled one of its host where Kard takes no further one',
		'rejected on elsewhere; rejected off neighbour',
		'rejected on elsewhere; rejected on ours',
		{ create: [status(409)], plan: REPLACE },
	],
	[
		'replaces the enabled one where Kard does not let that be enabled either',
		'rejected off neighbour; rejected on elsewhere',
		'rejected off neighbour; rejected on ours',
		{ create: [status(409)], update: [status(409)], plan: REPLACE },
	],
	[
		'fails where Kard does not let it be enabled, and there is no other: it is not tried a second time',
		'rejected off neighbour',
		'rejected off neighbour',
		{ create: [status(409)], update: [status(409)], plan: REPLACE, fails: /^KardConflictError: / },
	],
	[
		'fails where Kard does not let its own be enabled, and no other is in the way',
		'rejected off ours',
		'rejected off ours',
		{ update: [status(409)], fails: /^KardConflictError: / },
	],
	[
		'enables its own in the place of one at an address that was ours before, which is no replacement',
		'rejected off ours; rejected on elsewhere',
		'rejected on ours; rejected off elsewhere',
		{ update: [status(409)], plan: { formerUrls: [ELSEWHERE] } },
	],
	[
		'says where the event goes when its own cannot be enabled again',
		'rejected off ours; rejected on elsewhere',
		'rejected off ours; rejected on elsewhere',
		{ update: [status(409)], fails: new RegExp(`^KardConflictError: .* to ${ELSEWHERE}, `) },
	],
	[
		'disables the enabled one in the way where that may be replaced, and no disabled one',
		'rejected off https://other.example.com/hook; rejected off ours; rejected on elsewhere',
		'rejected off https://other.example.com/hook; rejected on ours; rejected off elsewhere',
		{ update: [status(409)], plan: REPLACE },
	],
	[
		'fails with Kard’s refusal to change the one in the way',
		'rejected on elsewhere',
		'rejected on elsewhere',
		{ create: [status(409)], update: [status(400)], plan: REPLACE, fails: /^KardApiError: / },
	],
] satisfies [string, string, string, More?][];
const several = SEVERAL.map(([title, given, then, more = {}]): Scenario => {
	return [title, given, 'rejected', then, { when: 'many', ...more }];
});

const WITH_SECRETS = 'rejected on https://jordan:s3cret@elsewhere.example.com:8443/hook?token=s3cret#s3cret';
const CONFLICT = { fails: /^KardConflictError: / };
const ELSEWHERE_ALREADY: Scenario[] = [
	run(
		'is refused: the error says where it goes, and what to turn on',
		'settled on elsewhere',
		'settled',
		'settled on elsewhere',
		{
			fails:
				/^KardConflictError: Kard sends "Earned Reward Settled" to https:\/\/elsewhere\.example\.com\/hook, and takes one subscription for each event\. Turn on Replace Existing Subscription to have it sent here instead, or leave out this event\.$/,
		},
	),
	run(
		'is refused without the parts of that address that may hold a secret',
		WITH_SECRETS,
		'rejected',
		WITH_SECRETS,
		{ fails: /^(?!.*(s3cret|jordan)).* to https:\/\/elsewhere\.example\.com:8443\/hook,/ },
	),
	run(
		'is refused where that one is disabled: somebody else may enable it again',
		'rejected off elsewhere',
		'rejected',
		'rejected off elsewhere',
		{
			fails: RegExp(`Kard has a disabled subscription that sends "Earned Reward Rejected" to ${ELSEWHERE},`),
		},
	),
	...[
		'rejected on neighbour',
		'rejected off https://n8n.example.com/billing/kard-events',
		'rejected off https://n8n.example.com/webhook/neighbour/events',
		'rejected off https://n8n.example.com:8443/webhook/ours',
		'rejected off https://n8n.example.com.example.org/hook',
	].map((given): Scenario => {
		return run(`is refused where it may still be in use: ${given}`, given, 'rejected', given, CONFLICT);
	}),
	run(
		'is taken where it was left disabled on the same host',
		'rejected off neighbour',
		'rejected',
		'rejected on ours',
	),
	run('is taken where the address was ours before', 'rejected on elsewhere', 'rejected', 'rejected on ours', {
		plan: { formerUrls: [ELSEWHERE] },
	}),
	run('is ours already where Kard took it and says 409 all the same', '', 'rejected', 'rejected on ours', {
		create: [status(409, { processed: true })],
		log: [LIST, 'createSubscriptions 409', LIST].join(),
	}),
	run(
		'leaves the events before it as they were',
		'rejected on elsewhere; audit off ours; approved on ours',
		'settled audit rejected',
		'rejected on elsewhere; audit off ours; approved on ours; settled off ours',
		CONFLICT,
	),
	run('is Kard’s own conflict where there is no subscription in the way', '', 'rejected', '', {
		create: [status(409, { body: { errors: [{ status: '409', detail: 'No more of these.' }] } })],
		plan: REPLACE,
		fails: /^KardConflictError: .*No more of these\./,
	}),
];
const occupied = ELSEWHERE_ALREADY.map(([title, given, events, then, more = {}]): Scenario => {
	return [`an event that Kard sends elsewhere ${title}`, given, events, then, { when: 'one', ...more }];
});

/** An error of Kard about fields of a subscription, or about none. */
const noSuch = (...fields: readonly string[]) => ({
	errors: (fields.length === 0 ? [undefined] : fields).map((name) => ({
		detail: 'There is no such event.',
		...(name === undefined ? {} : { source: { pointer: `/data/0/attributes/${name}` } }),
	})),
});
const CLAWBACK = 'settled clawback audit';
const LEFT_OUT = [/^clawback: The event "Clawback" \(clawback\) was left out\. .*There is no such event\./];
const WITHOUT = 'settled on ours; audit on ours';
const WITH_DISABLED = 'settled on ours; clawback off ours; audit on ours';

const REFUSALS: [string, AFault][] = [
	['400', status(400, { body: noSuch() })],
	['404', status(404, { body: noSuch() })],
	['422', status(422, { body: { message: 'There is no such event.' } })],
	['400, with the field', status(400, { body: noSuch('eventName') })],
];
const REFUSED: Scenario[] = [
	...REFUSALS.flatMap(([how, fault]): Scenario[] => {
		const create = [{ after: 1, ...fault }];
		const update = [{ ...fault, times: Infinity }];
		const before = { plan: { subscribedBefore: ['clawback'] }, warns: LEFT_OUT };
		const title = `an event that Kard refuses with ${how} is`;
		const fails =
			/^Kard\w*Error: The event "Clawback" \(clawback\) cannot be subscribed to\. .*There is no such event\..* Leave out this event, or turn on Skip Events That Kard Refuses to go on without it\.$/;
		const given = 'settled on ours; clawback off ours';
		return [
			[`${title} named, with what to do`, '', CLAWBACK, 'settled off ours', { create, fails }],
			[
				`${title} left out where the plan says so`,
				'',
				CLAWBACK,
				WITHOUT,
				{ create, plan: SKIP, warns: LEFT_OUT },
			],
			[
				`${title} left out where it was subscribed before`,
				given,
				CLAWBACK,
				WITH_DISABLED,
				{ update, ...before },
			],
		];
	}),
	run(
		'an event that Kard stored and refuses all the same is disabled, and left out',
		'',
		CLAWBACK,
		WITH_DISABLED,
		{ create: [status(400, { after: 1, processed: true })], plan: SKIP, warns: [/left out/] },
	),
	run(
		'what cannot be undone of an event that is left out is an error, and all else is undone',
		'',
		CLAWBACK,
		'settled off ours; clawback on ours',
		{
			create: [status(400, { after: 1, processed: true })],
			update: [status(403)],
			plan: SKIP,
			fails: /could not all be taken back/,
		},
	),
	run('an event is refused also where the error names another field beside it', '', CLAWBACK, WITHOUT, {
		create: [status(400, { after: 1, body: noSuch('eventName', 'webhookUrl') })],
		plan: SKIP,
		warns: LEFT_OUT,
	}),
	run('an event that nobody has heard of is named once', '', 'audit rewardDoubled', 'audit off ours', {
		create: [status(400, { after: 1 })],
		fails: /^KardApiError: The event "rewardDoubled" cannot be subscribed to\. /,
	}),
	run('every event refused is an error', '', CLAWBACK, '', {
		create: [status(400, { times: Infinity })],
		plan: SKIP,
		fails: /^KardApiError: Kard refuses every event that was chosen, so there is nothing to go on with\. /,
		warns: [/^earnedRewardSettled: /, /^clawback: /, /^auditUpdate: /],
	}),
	...(
		[
			['a missing permission', status(403), /^KardPermissionError: (?!.*Skip Events)/],
			['trouble at Kard', status(500, { times: Infinity }), /^KardApiError: (?!.*Skip Events)/],
			[
				'an address that Kard does not take',
				status(400, { body: noSuch('webhookUrl') }),
				/^KardApiError: (?!.*Skip Events)/,
			],
		] as const
	).map(([what, fault, fails]): Scenario => {
		const title = `${what} is no refusal of an event: nothing goes on`;
		return run(title, '', CLAWBACK, 'settled off ours', {
			create: [{ after: 1, ...fault }],
			plan: SKIP,
			fails,
		});
	}),
	run(
		'a retired event that is no longer chosen and cannot be disabled does not hold up the others',
		'clawback on ours',
		'audit',
		'clawback on ours; audit on ours',
		{
			update: [status(400)],
			warns: [
				/^clawback: The subscription to the event "Clawback" .* cannot be disabled\. .*Should Kard go on sending it, it starts nothing\.$/,
			],
		},
	),
	run(
		'an event of today that cannot be disabled does',
		'settled on ours',
		'audit',
		'settled on ours; audit off ours',
		{ update: [status(400)], fails: /^KardApiError: / },
	),
	run(
		'an event that is left out after one of others was replaced for it leads where it led',
		'clawback on elsewhere',
		'audit clawback',
		'clawback on elsewhere; audit on ours',
		{ when: 'one', update: [status(400)], plan: { ...SKIP, ...REPLACE }, warns: [/^clawback: /] },
	),
];

/** A request and both of its repeats. */
const FOR_GOOD = { times: 3 };
/** How the third change fails, whether it was carried out all the same, and the error. */
const FAILURES: [string, boolean, AFault, RegExp][] = [
	['a server error for good', false, status(500, FOR_GOOD), /^KardApiError: /],
	['a missing permission', false, status(403), /^KardPermissionError: /],
	['a broken connection for good', false, { kind: 'dropBefore', ...FOR_GOOD }, /^KardNetworkError: /],
	['a refusal', false, status(400), /^KardApiError: /],
	['a redirect', false, { kind: 'override', status: 302, body: '' }, /^KardApiError: /],
	['a server error for good', true, status(500, { processed: true, ...FOR_GOOD }), /^KardApiError: /],
	['a lost response for good', true, { kind: 'dropAfter', ...FOR_GOOD }, /^KardNetworkError: /],
];
const LED_ELSEWHERE = `settled on ${ELSEWHERE}?token=1; rejected off elsewhere; audit off https://n8n.example.com/webhook/older`;
const UNDONE = FAILURES.flatMap(([what, isDone, fault, fails]): Scenario[] => {
	const third = [{ after: 2, ...fault }];
	const [create, update] = [
		{ create: third, fails },
		{ update: third, fails },
	];
	const how = isDone ? `${what}, though it is done` : what;
	const replaced = { when: 'one', plan: REPLACE, ...update } as const;
	const created = run(`${how}: what was created is disabled`, '', THREE, TWO_OFF, create);
	return [
		...(isDone ? [] : [created]),
		[`${how}: what was enabled is disabled again`, ALL_OFF, THREE, ALL_OFF, update],
		[
			`${how}: what was disabled is enabled again`,
			ALL_ON,
			'approved',
			`${ALL_ON}; approved off ours`,
			update,
		],
		[`${how}: what was replaced leads where it led`, LED_ELSEWHERE, THREE, LED_ELSEWHERE, replaced],
	];
});
const PARTLY_UNDONE: Scenario[] = [
	run(
		'what was kept, and what is of others, is left as it was',
		'rejected off ours; approved on ours; email on elsewhere',
		'settled rejected approved audit',
		'rejected off ours; approved on ours; email on elsewhere; settled off ours',
		{ create: [status(403, { after: 1 })], fails: /^KardPermissionError: / },
	),
	run('a refusal is believed: nothing looks whether it was done, but what is to be undone', '', THREE, '', {
		create: [status(400)],
		fails: /^KardApiError: /,
		log: [LIST, 'createSubscriptions 400', LIST].join(),
	}),
	run('where Kard answers nothing any more, the error says what to look for', '', THREE, ALL_ON, {
		create: [{ kind: 'dropAfter', after: 2 }],
		list: [{ kind: 'dropBefore', after: 1, times: Infinity }],
		fails: new RegExp(`^KardNetworkError: .*Look for subscriptions to ${OURS} `),
	}),
	run(
		'where undoing fails as well, the error is the first one, says what to look for, and the rest is undone',
		'',
		THREE,
		`settled off ${OURS}?token=s3cret; rejected on ${OURS}?token=s3cret`,
		{
			create: [status(403, { after: 2 })],
			update: [status(500, FOR_GOOD)],
			plan: { webhookUrl: `${OURS}?token=s3cret` },
			fails:
				/^KardPermissionError: Kard denied access \(403\)(?!.*s3cret).* What had been subscribed before that could not all be taken back \(Kard returned a server error \(500\)\..*Look for subscriptions to https:\/\/n8n\.example\.com\/webhook\/ours and disable them\.$/,
		},
	),
];

/** What goes wrong otherwise is the same however many subscriptions Kard takes. */
const once = [...REFUSED, ...UNDONE, ...PARTLY_UNDONE].map(
	([title, given, events, then, more = {}]): Scenario => {
		return [title, given, events, then, { when: 'many', ...more }];
	},
);
const ALL = [...USUAL, ...LOST, ...several, ...occupied, ...once];

describe.each<Reading>(['one', 'many'])('with a Kard that takes %s for each event', (subscriptions) => {
	const kard = startKard({ readings: { subscriptions, retiredEvents: 'taken' }, enrolled: [] });
	const here = ALL.filter(([, , , , { when = subscriptions } = {}]) => when === subscriptions);

	it.each(here)('%s', async (...[, given, events, then, more = {}]) => {
		const { create = [], update = [], list = [], plan = {}, fails = /^$/, warns = [], log } = more;
		const faults = { createSubscriptions: create, updateSubscription: update, listSubscriptions: list };

		const { failure, warnings, replaced } = await subscribeAddress(kard, { given, faults, events, plan });

		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(then));
		expect(failure).toMatch(fails);
		expect(warnings).toEqual(warns.map((warning): unknown => expect.stringMatching(warning)));
		if (log !== undefined) expect(kard.log.join()).toBe(log);
		if (plan.replaceExisting !== true) expect(replaced).toEqual([]);
	});

	it('another try after a failure subscribes all of them, each once, and a third changes nothing', async () => {
		const faults = { createSubscriptions: [status(403, { after: 2 })] };
		await subscribeAddress(kard, { faults, events: THREE });

		await subscribeAddress(kard, { events: THREE });

		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(ALL_ON));
		kard.forgetRequests();
		await subscribeAddress(kard, { events: THREE });
		expect(kard.log).toEqual([LIST]);
	});

	it.each([
		['exactly the events are enabled', TWO_ON, 'audit rejected audit', true],
		['one is missing', 'rejected on ours', 'audit rejected', false],
		['one is disabled', 'rejected on ours; audit off ours', 'audit rejected', false],
		['there is one too many', TWO_ON, 'audit', false],
		['it is for another address', 'audit on elsewhere', 'audit', false],
		['the address is written in another way', OTHERWISE, 'rejected', true],
		['a retired event is there still', 'clawback on ours; audit on ours', 'audit clawback', true],
	])('whether events are subscribed: %s', async (_, given, events, expected) => {
		await givenSubscriptions(kard, given);
		const plan = { webhookUrl: OURS, events: eventsIn(events), replaceExisting: false };

		await expect(isSubscribed(kard.client(), plan)).resolves.toBe(expected);
		expect(kard.log).toEqual([LIST]);
		expect(kard.requests()[0]?.path).toBe(`/v2/issuers/${kard.sandbox.organizationId}/subscriptions`);
	});
});

describe('a subscription of others that is replaced', () => {
	const kard = startKard({ readings: { subscriptions: 'one' }, enrolled: [] });

	it.each(['on', 'off'])('is returned as it was: %s', async (state) => {
		const again = { given: `rejected ${state} elsewhere?token=1`, events: 'rejected audit', plan: REPLACE };

		const { replaced } = await subscribeAddress(kard, again);

		expect(replaced).toEqual([objectLike({ webhookUrl: `${ELSEWHERE}?token=1`, enabled: state === 'on' })]);
		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(TWO_ON));
		// From then on it is ours.
		expect((await subscribeAddress(kard, { events: 'rejected audit' })).replaced).toEqual([]);
		expect(kard.log.at(-1)).toBe(LIST);
	});

	it('is reported before it is replaced, so that it can be restored whatever happens', async () => {
		const [id] = await givenSubscriptions(kard, 'rejected on elsewhere');
		const reported: unknown[] = [];
		const plan = { ...REPLACE, onReplace: (before: unknown) => reported.push(before) };
		const faults = { updateSubscription: [status(500, { times: Infinity })] };

		await subscribeAddress(kard, { faults, events: 'rejected', plan });

		expect(reported).toEqual([{ id, webhookUrl: ELSEWHERE, enabled: true }]);
	});

	it('is none where the event is refused after that', async () => {
		kard.sandbox.setReadings({ retiredEvents: 'taken' });
		const faults = { updateSubscription: [status(400)] };
		const plan = { ...SKIP, ...REPLACE };
		const refused = { given: 'clawback on elsewhere', faults, events: 'audit clawback', plan };

		await expect(subscribeAddress(kard, refused)).resolves.toMatchObject({ failure: '', replaced: [] });
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

		const all = 'audit on ours; clawback on ours; settled on ours';
		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(all));
	});
});

describe('a plan that cannot be carried out is refused before any request', () => {
	const kard = startKard({ enrolled: [] });
	const noTransport: Transport = () => Promise.reject(new Error('Nothing should have been sent.'));
	const remote = () => kard.client({ baseUrl: 'https://kard.example.com', transport: noTransport });
	const NO_EVENT = 'No event is chosen. Choose at least one.';
	const NO_ADDRESS = 'There is no address to send notifications to.';
	const overHttps = (shown: string) =>
		`Kard delivers over HTTPS only, and the address here is ${shown}. It needs a public address that begins with https://, or a tunnel to it.`;

	it.each<[keyof SubscriptionPlan, string | string[], string]>([
		['events', [], NO_EVENT],
		['events', ['', ' '], NO_EVENT],
		['webhookUrl', '', NO_ADDRESS],
		['webhookUrl', '/webhook/ours', NO_ADDRESS],
		['webhookUrl', 'http://n8n.example.com/ours?token=s3cret', overHttps('http://n8n.example.com/ours')],
		['webhookUrl', 'http://jordan:s3cret@localhost:5678/ours', overHttps('http://localhost:5678/ours')],
		['webhookUrl', 'http://127.0.0.1:5678/ours#s3cret', overHttps('http://127.0.0.1:5678/ours')],
		['webhookUrl', 'ftp://n8n.example.com/ours', overHttps('ftp://n8n.example.com/ours')],
	])('%s: %j', async (path, value, message) => {
		const plan = { webhookUrl: OURS, events: ['auditUpdate'], replaceExisting: false, [path]: value };
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
		const plan = { webhookUrl: 'http://n8n.example.com/ours' };
		const { failure } = await subscribeAddress(kard, { events: 'audit', plan });

		expect(failure).toMatch(/^KardValidationError: Webhook URL: .*beginning with https:\/\//);
		expect(kard.log).toEqual([LIST, LIST]);
	});
});

const THREE_ON = 'settled on ours; rejected on ours; audit on ours';
const THREE_OFF = THREE_ON.replaceAll(' on', ' off');
const REST = `approved on elsewhere; email on neighbour; file on ${OURS}/`;
const FIRST_AND_LAST_OFF = 'settled off ours; rejected on ours; audit off ours';
/** What may be lost on the way. */
const BROKEN: AFault[] = [{ kind: 'dropAfter' }, { kind: 'dropBefore' }];
const FORBIDDEN_FIRST = [status(403), status(400)];
const FAILED = 'settled on ours; rejected on ours; audit off ours';
const GONE = [status(404, { after: 1 })];

describe.each(['one', 'many'] as const)(
	'unsubscribing from a Kard that takes %s for each event',
	(subscriptions) => {
		const kard = startKard({ readings: { subscriptions }, enrolled: [] });

		it.each<[string, string, AFault[], string, string?]>([
			['disables what is ours, and nothing else', `${THREE_ON}; ${REST}`, [], `${THREE_OFF}; ${REST}`],
			['leaves what is disabled already', 'rejected off ours', [], 'rejected off ours'],
			['goes on, and fails with the first failure', THREE_ON, FORBIDDEN_FIRST, FAILED, 'KardPermissionError'],
			['takes one that is gone for done', THREE_ON, GONE, FIRST_AND_LAST_OFF],
			['repeats what a broken connection may have lost', THREE_ON, BROKEN, THREE_OFF],
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
			await givenSubscriptions(kard, THREE_ON);
			kard.fault('listSubscriptions', status(400));

			await expect(unsubscribe(kard.client(), OURS)).rejects.toMatchObject({ statusCode: 400 });
			expect(kard.stored.subscriptions).toEqual(subscriptionsIn(THREE_ON));
		});

		it('can be followed by subscribing again, which enables what is there', async () => {
			await givenSubscriptions(kard, THREE_ON);
			await unsubscribe(kard.client(), OURS);

			await subscribeAddress(kard, { events: 'settled rejected audit' });

			expect(kard.stored.subscriptions).toEqual(subscriptionsIn(THREE_ON));
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
		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(THREE_ON));
	});

	it('leaves everything as it was before', async () => {
		await unsubscribe(kard.client(), OURS, replaced);

		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(`${THEIRS}; audit off ours`));
	});

	it('does not happen unless it is asked for', async () => {
		await unsubscribe(kard.client(), OURS);

		expect(kard.stored.subscriptions).toEqual(subscriptionsIn(THREE_OFF));
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
