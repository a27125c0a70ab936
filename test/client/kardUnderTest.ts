import {
	KardClient,
	transactionOperations,
	userOperations,
	type BulkResult,
	type KardClientOptions,
	type RowOptions,
	type Transport,
	type TransportRequest,
} from '../../shared';
import { axiosTransport } from '../../shared/axios';
import { startSandbox, type Fault, type Route, type Sandbox } from '../../sandbox';
import { testClock, type TestClock } from './clock';
import { SHOPPER, user, type SheetRow } from './rows';

/** A resource as it stood in a request. */
export interface SentResource {
	readonly type: string;
	readonly id: string;
	readonly attributes: Readonly<Record<string, unknown>>;
}

/** A request to the API as it left the client; requests for a token are not among them. */
export interface SentRequest {
	readonly method: string;
	/** The path after the organization's: `/transactions`. */
	readonly path: string;
	readonly body: string;
	/** The resources in the body. */
	readonly data: readonly SentResource[];
}

/** Answers a request by itself, or lets it through. */
export type Interception = (request: SentRequest, pass: () => ReturnType<Transport>) => ReturnType<Transport>;

/** The sandbox, a clock, and what has been sent since the test began. */
export interface KardUnderTest {
	readonly sandbox: Sandbox;
	readonly clock: TestClock;
	readonly sent: readonly SentRequest[];
	/** The ids in each request that was sent. */
	readonly sentIds: readonly (readonly string[])[];
	/** Empties the sandbox and enrols the shopper, as before each test. */
	startAfresh(): Promise<void>;
	/** Takes what was sent so far out of `sent`. */
	forgetRequests(): void;
	/** Something that stands between the client and the sandbox for the length of one test. */
	intercept(interception: Interception): void;
	/** Lets requests of the route go wrong, in the order given. */
	fault(route: Route, ...faults: readonly Omit<Fault, 'route'>[]): void;
	/** A client of the sandbox. */
	client(options?: Partial<KardClientOptions>): KardClient;
	/** Submits rows as a host does. */
	submit(rows: readonly unknown[], options?: RowOptions): Promise<BulkResult>;
	/** What Kard has of a row after it alone was submitted; the complaint if it was refused before it was sent. */
	submitOne(row: SheetRow, options?: RowOptions): Promise<SheetRow | string>;
	/** Enrols users as a host does. */
	create(rows: readonly unknown[], options?: RowOptions): Promise<BulkResult>;
	/** Enrols or updates users as a host does. */
	createOrUpdate(rows: readonly unknown[], options?: RowOptions): Promise<BulkResult>;
}

interface Document {
	readonly data: SentResource | readonly SentResource[];
}

function readRequest({ method, url, body = '' }: TransportRequest): SentRequest {
	// The client's own words, looked at by tests.
	const document = (body === '' ? { data: [] } : JSON.parse(body)) as Document;
	const path = new URL(url).pathname.replace(/^\/v2\/issuers\/[^/]+/, '');
	return { method, path, body, data: [document.data].flat() };
}

const isTokenRequest = ({ url }: TransportRequest): boolean => url.endsWith('/auth/token');

/** Starts a sandbox for the tests of a file, empties it before each of them, and enrols the shopper. */
export function kardUnderTest(): KardUnderTest {
	let sandbox: Sandbox;
	let clock: TestClock;
	let sent: SentRequest[];
	let interception: Interception | undefined;
	const overSockets = axiosTransport();

	const transport: Transport = async (request) => {
		if (isTokenRequest(request)) return await overSockets(request);
		const seen = readRequest(request);
		sent.push(seen);
		const pass = () => overSockets(request);
		return await (interception === undefined ? pass() : interception(seen, pass));
	};

	const client = (options: Partial<KardClientOptions> = {}): KardClient => {
		const { clientId, clientSecret, organizationId, baseUrl } = sandbox;
		return new KardClient({
			...{ organizationId, baseUrl, clock, transport, auth: { clientId, clientSecret } },
			...options,
		});
	};

	const submit = (rows: readonly unknown[], options?: RowOptions): Promise<BulkResult> =>
		client().bulk(transactionOperations.submit, rows, options);

	const submitOne = async (row: SheetRow, options?: RowOptions): Promise<SheetRow | string> => {
		const result = await submit([row], options);
		const [stored] = sandbox.state.transactions.values();
		if (stored !== undefined) return stored.attributes;
		expect(sent).toEqual([]);
		return complaints(result)[0] ?? 'Nothing was said.';
	};

	beforeAll(async () => {
		sandbox = await startSandbox({ readings: { matchedTransaction: 'taken' } });
	});
	const startAfresh = async (): Promise<void> => {
		clock = testClock();
		interception = undefined;
		sandbox.reset();
		sent = [];
		await client().users.create([user(0, { id: SHOPPER })]);
		sent = [];
	};

	beforeEach(startAfresh);
	afterAll(async () => {
		await sandbox.close();
	});

	return {
		get sandbox() {
			return sandbox;
		},
		get clock() {
			return clock;
		},
		get sent() {
			return sent;
		},
		get sentIds() {
			return sent.map(({ data }) => data.map(({ id }) => id));
		},
		startAfresh,
		forgetRequests: () => {
			sent = [];
		},
		intercept: (between) => {
			interception = between;
		},
		fault: (route, ...faults) => {
			for (const fault of faults) sandbox.faults.add({ route, ...fault });
		},
		client,
		submit,
		submitOne,
		create: (rows, options) => client().bulk(userOperations.create, rows, options),
		createOrUpdate: (rows, options) => client().bulk(userOperations.createOrUpdate, rows, options),
	};
}

/** What became of each row, in a word: its status, `failed`, or `unknown` where nobody can tell. */
export function fates(result: BulkResult): string[] {
	const all = [
		...result.succeeded.map(({ index, status }) => ({ index, fate: status })),
		...result.failed.map(({ index, error }) => ({
			index,
			fate: error.outcomeUnknown ? 'unknown' : 'failed',
		})),
	];
	return all.toSorted((a, b) => a.index - b.index).map(({ fate }) => fate);
}

/** The message of each failed row, by the row's place. */
export function complaints(result: BulkResult): Record<number, string> {
	return Object.fromEntries(result.failed.map(({ index, error }) => [index, error.message]));
}
