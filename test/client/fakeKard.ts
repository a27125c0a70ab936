import { once } from 'node:events';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import { KardClient, type KardClientOptions } from '../../shared';
import { axiosTransport } from '../../shared/axios';
import { testClock, type TestClock } from './clock';

/** A request as the server saw it. */
export interface Received {
	readonly method: string;
	/** The path and query, still encoded. */
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** An answer: a text is sent as it is, all else as JSON; without a body nothing is sent. */
export interface Reply {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string | string[]>>;
	readonly body?: unknown;
}

/** What the server does with a request: answers, breaks the connection, never answers, or what a test comes up with. */
export type Behaviour =
	| Reply
	| 'drop'
	| 'hang'
	| ((request: Received, response: ServerResponse) => Reply | undefined | Promise<Reply | undefined>);

/** The organization of every client made here. */
export const ORGANIZATION = 'org-1';
/** The credentials of every client made here. */
export const CREDENTIALS = { clientId: 'client-1', clientSecret: 'secret-of-client-1' } as const;

const TOKEN_PATH = '/v2/auth/token';

/** A server that says what a test tells it to, where the sandbox would not. It gives out tokens by itself. */
export interface FakeKard {
	readonly baseUrl: string;
	readonly clock: TestClock;
	/** The requests that were not for a token. */
	readonly received: readonly Received[];
	readonly tokenRequests: readonly Received[];
	/** What happens to the next requests, one each; the last holds for all that follow. */
	answer(...behaviours: Behaviour[]): void;
	/** The same for requests for a token. */
	answerToken(...behaviours: Behaviour[]): void;
	client(options?: Partial<KardClientOptions>): KardClient;
}

/** A token answer. */
export function token(value: string, expiresIn: unknown = 3_600): Reply {
	return { body: { access_token: value, expires_in: expiresIn, token_type: 'Bearer' } };
}

/** An error answer in Kard's shape. */
export function failure(status: number, detail = 'Something is wrong.', headers = {}): Reply {
	return { status, headers, body: { errors: [{ status: String(status), title: 'Error', detail }] } };
}

/** A user as Kard answers with it. */
export function userAnswer(id = 'user-1'): Reply {
	return { body: { data: { type: 'user', id, attributes: { enrolledRewards: ['CARDLINKED'] } } } };
}

async function textOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply): void {
	const text = typeof body === 'string' || body === undefined ? (body ?? '') : JSON.stringify(body);
	response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text);
}

async function behave(behaviour: Behaviour, request: Received, response: ServerResponse): Promise<void> {
	if (behaviour === 'hang') return;
	if (behaviour === 'drop') {
		response.destroy();
		return;
	}
	const reply = typeof behaviour === 'function' ? await behaviour(request, response) : behaviour;
	if (reply !== undefined) send(response, reply);
}

class Script {
	private behaviours: Behaviour[];

	constructor(...behaviours: Behaviour[]) {
		this.behaviours = behaviours;
	}

	next(): Behaviour {
		const [first] = this.behaviours;
		if (this.behaviours.length > 1) this.behaviours.shift();
		return first ?? userAnswer();
	}
}

/** Listens on 127.0.0.1, on any free port. */
export async function listen(server: Server): Promise<string> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port.');
	return `http://127.0.0.1:${address.port}`;
}

/** Closes a server and whatever is under way. */
export async function close(server: Server): Promise<void> {
	const closed = once(server, 'close');
	server.close();
	// An agent may have opened a connection that it never used; such a one would keep the server waiting for ever.
	server.on('connection', (socket) => socket.destroy());
	server.closeAllConnections();
	await closed;
}

/** Starts a server for the tests of a file; each test begins with nothing received, and with tokens given out. */
export function fakeKard(): FakeKard {
	let baseUrl = '';
	let clock = testClock();
	let received: Received[] = [];
	let tokenRequests: Received[] = [];
	let script = new Script();
	let tokenScript = new Script();

	const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
		const { method = '', url: path = '', headers } = message;
		const request = { method, path, headers, body: await textOf(message) };
		const isToken = path.endsWith(TOKEN_PATH);
		(isToken ? tokenRequests : received).push(request);
		await behave((isToken ? tokenScript : script).next(), request, response);
	};
	const server = createServer((message, response) => {
		serve(message, response).catch(() => response.destroy());
	});

	beforeAll(async () => {
		baseUrl = await listen(server);
	});
	beforeEach(() => {
		clock = testClock();
		received = [];
		tokenRequests = [];
		script = new Script(userAnswer());
		let issued = 0;
		tokenScript = new Script(() => token(`token-${(issued += 1)}`));
	});
	afterAll(() => close(server));

	return {
		get baseUrl() {
			return baseUrl;
		},
		get clock() {
			return clock;
		},
		get received() {
			return received;
		},
		get tokenRequests() {
			return tokenRequests;
		},
		answer: (...behaviours) => {
			script = new Script(...behaviours);
		},
		answerToken: (...behaviours) => {
			tokenScript = new Script(...behaviours);
		},
		client: (options = {}) =>
			new KardClient({
				...{ organizationId: ORGANIZATION, auth: CREDENTIALS, baseUrl, clock, transport: axiosTransport() },
				...options,
			}),
	};
}

/** Any object with these parts. */
export const objectLike = (parts: object): unknown => expect.objectContaining(parts);

/** Any text that matches. */
export const textLike = (pattern: RegExp | string): unknown => expect.stringMatching(pattern);

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
	const outcome = await promise.then(
		() => undefined,
		(error: unknown) => ({ error }),
	);
	if (outcome === undefined) throw new Error('The promise was expected to be rejected, but it was not.');
	return outcome.error;
}
