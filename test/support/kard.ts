import {
	KardClient,
	transactionOperations,
	userOperations,
	type BulkResult,
	type KardClientOptions,
	type RowOptions,
	type Transport,
	type TransportRequest,
} from '../../shared/host';
import { axiosTransport } from '../../shared/axios';
import {
	startSandbox,
	type Fault,
	type RecordedRequest,
	type Route,
	type Sandbox,
	type SandboxOptions,
} from '../../sandbox';
import { fakeClock, type FakeClock } from './clock';
import { messages } from './expected';
import { person } from './person';
import { SHOPPER, type SheetRow } from './purchase';
import { asResource, resourcesIn, type Resource } from './resource';
import { tokenFor } from './token';

/** A user to enrol: an id, or a user as Kard documents it. */
type Enrolled = string | { readonly id: string; readonly attributes?: Readonly<Record<string, unknown>> };

/** How a Kard is to be: how its sandbox is, and what each test begins with. */
export interface KardOptions extends SandboxOptions {
	/** The clock of the clients; a new fake clock for each test unless given. */
	readonly clock?: () => FakeClock;
	/** What goes wrong in every test. */
	readonly faults?: readonly Fault[];
	/** Who is enrolled when a test begins: the shopper unless given. */
	readonly enrolled?: readonly string[];
}

/** A request to the API as it left the client; requests for a token are not among them. */
interface SentRequest {
	readonly method: string;
	/** The path after the organization's: `/transactions`. */
	readonly path: string;
	readonly body: string;
	/** The resources in the body. */
	readonly data: readonly Resource[];
}

/** Answers a request by itself, or lets it through. */
export type Interception = (request: SentRequest, pass: () => ReturnType<Transport>) => ReturnType<Transport>;

/** Kard on this machine, clients of it, and what happened since the test began. */
export interface Kard {
	readonly sandbox: Sandbox;
	readonly clock: FakeClock;
	/** What the clients of `client()` sent, whether or not it arrived. */
	readonly sent: readonly SentRequest[];
	/** The ids in each request that was sent. */
	readonly sentIds: readonly (readonly string[])[];
	/** What arrived from any client, of one route or of all but the token's. */
	requests(route?: Route): readonly RecordedRequest[];
	/** The same in a line each: the route, and the status that it was answered with. */
	readonly log: readonly string[];
	/** The resources in each request that arrived at the route. */
	sentTo(route: Route): readonly (readonly Resource[])[];
	/** How many tokens were asked for. */
	readonly tokenRequests: number;
	/** What is stored, in the order in which it came. */
	readonly stored: {
		readonly users: readonly Resource[];
		readonly transactions: readonly Resource[];
		/** Each as a line: `earnedRewardApproved on https://example.com/hook`. */
		readonly subscriptions: readonly string[];
	};
	/** Begins the test again: an empty sandbox with the shopper enrolled. */
	startAfresh(): Promise<void>;
	/** Leaves what happened so far out of `sent`, `requests` and `log`. */
	forgetRequests(): void;
	/** Puts something between the clients and the sandbox until the test ends. */
	intercept(interception: Interception): void;
	/** Lets requests of the route go wrong, in the order given. */
	fault(route: Route, ...faults: readonly Omit<Fault, 'route'>[]): void;
	/** Enrols users, as somebody else did before. */
	enrol(...users: readonly Enrolled[]): Promise<void>;
	/** A token of the sandbox. */
	token(): Promise<string>;
	/** A client of the sandbox. */
	client(options?: Partial<KardClientOptions>): KardClient;
	/** Submits transactions as a host does. */
	submit(rows: readonly unknown[], options?: RowOptions): Promise<BulkResult>;
	/** What Kard stores of a row that is submitted alone; the message where it is refused before it is sent. */
	submitOne(row: SheetRow, options?: RowOptions): Promise<SheetRow | string>;
	/** Enrols users as a host does. */
	create(rows: readonly unknown[], options?: RowOptions): Promise<BulkResult>;
	/** Enrols or updates users as a host does. */
	createOrUpdate(rows: readonly unknown[], options?: RowOptions): Promise<BulkResult>;
}

function sentRequest({ method, url, body = '' }: TransportRequest): SentRequest {
	const path = new URL(url).pathname.replace(/^\/v2\/issuers\/[^/]+/, '');
	return { method, path, body, data: body === '' ? [] : resourcesIn(JSON.parse(body)) };
}

const isTokenRequest = ({ url }: TransportRequest): boolean => url.endsWith('/auth/token');

function subscriptionLines({ state }: Sandbox): string[] {
	return [...state.subscriptions.values()].map(({ attributes: { eventName, webhookUrl, enabled } }) =>
		[eventName, enabled ? 'on' : 'off', webhookUrl].join(' '),
	);
}

/**
 * Starts Kard on 127.0.0.1 for the tests of a file; each test begins with an empty one in which the shopper is
 * enrolled, and with no requests seen. It stops by itself.
 */
export function startKard(options: KardOptions = {}): Kard {
	const {
		clock: newClock = () => fakeClock(),
		faults = [],
		enrolled = [SHOPPER],
		...sandboxOptions
	} = options;
	let sandbox: Sandbox;
	let clock: FakeClock;
	let sent: SentRequest[] = [];
	let before = 0;
	let interception: Interception | undefined;
	// Some files have tests that leave Kard alone; it need not begin again for the next one.
	let isFresh = false;
	const overSockets = axiosTransport();

	const transport: Transport = async (request) => {
		if (isTokenRequest(request)) return await overSockets(request);
		const seen = sentRequest(request);
		sent.push(seen);
		const pass = () => overSockets(request);
		return await (interception === undefined ? pass() : interception(seen, pass));
	};
	const client = (changes: Partial<KardClientOptions> = {}): KardClient => {
		isFresh = false;
		const { clientId, clientSecret, organizationId, baseUrl } = sandbox;
		const auth = { clientId, clientSecret };
		return new KardClient({ ...{ organizationId, baseUrl, clock, transport, auth }, ...changes });
	};
	const seen = (): readonly RecordedRequest[] => sandbox.requests.slice(before);
	const requests = (route?: Route): readonly RecordedRequest[] =>
		seen().filter((one) => (route === undefined ? one.route !== 'token' : one.route === route));
	const forgetRequests = (): void => {
		sent = [];
		before = sandbox.requests.length;
	};
	const enrol = async (...users: readonly Enrolled[]): Promise<void> => {
		const data = users.map((user) => {
			const { id, attributes = {} } = typeof user === 'string' ? { id: user } : user;
			const { type, attributes: usual } = asResource(person({ id }));
			return { type, id, attributes: { ...usual, ...attributes } };
		});
		const path = `/v2/issuers/${sandbox.organizationId}/users`;
		if (data.length > 0)
			await client({ clock: fakeClock() }).request({ method: 'POST', path, body: { data } });
		forgetRequests();
	};
	const startAfresh = async (): Promise<void> => {
		clock = newClock();
		interception = undefined;
		sandbox.reset();
		await enrol(...enrolled);
		for (const fault of faults) sandbox.faults.add(fault);
		isFresh = true;
	};
	const submit = (rows: readonly unknown[], rowOptions?: RowOptions): Promise<BulkResult> =>
		client().bulk(transactionOperations.submit, rows, rowOptions);

	beforeAll(async () => {
		const readings = { matchedTransaction: 'taken', ...sandboxOptions.readings } as const;
		sandbox = await startSandbox({ ...sandboxOptions, readings });
	});
	beforeEach(async () => {
		if (!isFresh) await startAfresh();
	});
	afterAll(async () => {
		await sandbox.close();
	});

	return {
		get sandbox() {
			isFresh = false;
			return sandbox;
		},
		get clock() {
			isFresh = false;
			return clock;
		},
		get sent() {
			return sent;
		},
		get sentIds() {
			return sent.map(({ data }) => data.map(({ id }) => id));
		},
		requests,
		get log() {
			return requests().map(({ route, status }) => `${route} ${String(status)}`);
		},
		sentTo: (route) => requests(route).map(({ body }) => resourcesIn(body)),
		get tokenRequests() {
			return seen().filter(({ route }) => route === 'token').length;
		},
		stored: {
			get users() {
				return [...sandbox.state.users.values()].map((user) => ({ type: 'user', ...user }));
			},
			get transactions() {
				return [...sandbox.state.transactions.values()];
			},
			get subscriptions() {
				return subscriptionLines(sandbox);
			},
		},
		startAfresh,
		forgetRequests,
		intercept: (between) => {
			isFresh = false;
			interception = between;
		},
		fault: (route, ...wanted) => {
			isFresh = false;
			for (const fault of wanted) sandbox.faults.add({ route, ...fault });
		},
		enrol,
		token: async () => {
			isFresh = false;
			return await tokenFor(sandbox);
		},
		client,
		submit,
		submitOne: async (row, rowOptions) => {
			const result = await submit([row], rowOptions);
			const [stored] = sandbox.state.transactions.values();
			if (stored !== undefined) return stored.attributes;
			expect(sent).toEqual([]);
			return messages(result)[0] ?? 'Nothing was said.';
		},
		create: (rows, rowOptions) => client().bulk(userOperations.create, rows, rowOptions),
		createOrUpdate: (rows, rowOptions) => client().bulk(userOperations.createOrUpdate, rows, rowOptions),
	};
}
