import {
	KardClient,
	subscribe,
	type KardClientOptions,
	type SubscriptionAttributes,
	type SubscriptionPlan,
	type ReplacedSubscription,
} from '../../shared';
import { axiosTransport } from '../../shared/axios';
import {
	startSandbox,
	type Fault,
	type Route,
	type Sandbox,
	type SandboxOptions,
	type SubscriptionsPerEvent,
} from '../../sandbox';
import { testClock } from './clock';

/** The address that the tests subscribe. */
export const OURS = 'https://n8n.example.com/webhook/ours';
/** Another workflow of the same n8n. */
export const NEIGHBOUR = 'https://n8n.example.com/webhook/neighbour';
/** Somebody else's address. */
export const ELSEWHERE = 'https://elsewhere.example.com/hook';

/** One subscription in a line: `earnedRewardRejected on https://example.com/hook`. */
type Line = `${string} ${'on' | 'off'} ${string}`;

/** A sandbox of either kind, and what it has of subscriptions. */
export interface SubscribingUnderTest {
	readonly sandbox: Sandbox;
	/** Every subscription, in the order in which they were created. */
	readonly subscribed: readonly string[];
	/** Those that notifications are sent to. */
	readonly enabled: readonly string[];
	/** What was asked since the test began: the route of each request, and its status. */
	readonly asked: readonly string[];
	/** Lets there be subscriptions before the test begins, and gives their ids. */
	given(...lines: Line[]): Promise<string[]>;
	/** Lets requests of the route go wrong, in the order given. */
	fault(route: Route, ...faults: readonly Omit<Fault, 'route'>[]): void;
	/** A client of the sandbox. */
	client(options?: Partial<KardClientOptions>): KardClient;
	/** Subscribes our address to events, as a host does. */
	subscribe(
		events: readonly string[],
		plan?: Partial<SubscriptionPlan>,
	): Promise<readonly ReplacedSubscription[]>;
}

function attributesIn(line: Line): SubscriptionAttributes {
	const [eventName, state, webhookUrl = ''] = line.split(' ');
	if (eventName === undefined) throw new Error(`There is no event in this line: ${line}`);
	return { eventName, webhookUrl, enabled: state === 'on' };
}

/** Starts a sandbox that has one or many subscriptions for an event, and empties it before each test. */
export function subscribingUnderTest(
	subscriptionsPerEvent: SubscriptionsPerEvent,
	readings: SandboxOptions['readings'] = {},
): SubscribingUnderTest {
	let sandbox: Sandbox;
	let already = 0;
	let clock = testClock();

	const client = (options: Partial<KardClientOptions> = {}): KardClient => {
		const { organizationId, baseUrl, clientId, clientSecret } = sandbox;
		const auth = { clientId, clientSecret };
		return new KardClient({
			...{ organizationId, baseUrl, auth, clock, transport: axiosTransport(), ...options },
		});
	};
	const lines = (wanted: (isEnabled: boolean) => boolean): string[] =>
		[...sandbox.state.subscriptions.values()]
			.filter(({ attributes }) => wanted(attributes.enabled))
			.map(({ attributes: { eventName, webhookUrl, enabled } }) =>
				[eventName, enabled ? 'on' : 'off', webhookUrl].join(' '),
			);

	beforeAll(async () => {
		sandbox = await startSandbox({ subscriptionsPerEvent, readings });
	});
	beforeEach(() => {
		sandbox.reset();
		clock = testClock();
		already = 0;
	});
	afterAll(async () => {
		await sandbox.close();
	});

	return {
		get sandbox() {
			return sandbox;
		},
		get subscribed() {
			return lines(() => true);
		},
		get enabled() {
			return lines((isEnabled) => isEnabled);
		},
		get asked() {
			const requests = sandbox.requests.slice(already).filter(({ route }) => route !== 'token');
			return requests.map(({ route, status }) => `${route} ${status}`);
		},
		given: async (...given) => {
			const ids: string[] = [];
			for (const line of given) ids.push((await client().subscriptions.create(attributesIn(line))).id);
			already = sandbox.requests.length;
			return ids;
		},
		fault: (route, ...faults) => {
			for (const fault of faults) sandbox.faults.add({ route, ...fault });
		},
		client,
		subscribe: (events, plan = {}) =>
			subscribe(client(), { webhookUrl: OURS, replaceExisting: false, events, ...plan }),
	};
}
