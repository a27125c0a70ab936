import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { KardClient, type KardClientOptions } from '../../shared';
import { axiosTransport } from '../../shared/axios';
import { fakeClock, type FakeClock } from './clock';
import { close, listen } from './server';

/** A request as the server saw it. */
export interface Received {
	readonly method: string;
	/** The path and query, still encoded. */
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** A response: a text is sent as it is, all else as JSON; without a body nothing is sent. */
export interface Reply {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string | string[]>>;
	readonly body?: unknown;
}

/** What the server does with a request: responds, breaks the connection, never responds, or runs a function. */
export type Behaviour =
	| Reply
	| 'drop'
	| 'hang'
	| ((request: Received, response: ServerResponse) => Reply | undefined | Promise<Reply | undefined>);

/** The organization of every client of a scripted Kard. */
export const ORGANIZATION = 'org-1';
/** The credentials of every client of a scripted Kard. */
export const CREDENTIALS = { clientId: 'client-1', clientSecret: 'secret-of-client-1' } as const;

const TOKEN_PATH = '/v2/auth/token';

/** A server that responds by a list which the test gives it, for what the sandbox never does. */
interface ScriptedKard {
	readonly baseUrl: string;
	readonly clock: FakeClock;
	/** The requests that were not for a token. */
	readonly received: readonly Received[];
	readonly tokenRequests: readonly Received[];
	/** What happens to the next requests, one each; the last holds for all that follow. */
	answer(...behaviours: Behaviour[]): void;
	/** The same for requests for a token. It gives out `token-1`, `token-2`, … unless told otherwise. */
	answerToken(...behaviours: Behaviour[]): void;
	client(options?: Partial<KardClientOptions>): KardClient;
}

/** A response with a token. */
export function token(value: string, expiresIn: unknown = 3_600): Reply {
	return { body: { access_token: value, expires_in: expiresIn, token_type: 'Bearer' } };
}

/** A response with an error in Kard's shape. */
export function failure(status: number, detail = 'Something is wrong.', headers = {}): Reply {
	return { status, headers, body: { errors: [{ status: String(status), title: 'Error', detail }] } };
}

/** A response with a user, which every request gets when a test says nothing else. */
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
	constructor(private behaviours: readonly Behaviour[]) {}

	next(): Behaviour {
		const [first, ...others] = this.behaviours;
		if (others.length > 0) this.behaviours = others;
		return first ?? userAnswer();
	}
}

/** Starts it for the tests of a file; each test begins with no requests and the usual script. It stops by itself. */
export function startScriptedKard(): ScriptedKard {
	let baseUrl = '';
	let clock = fakeClock();
	let received: Received[] = [];
	let tokenRequests: Received[] = [];
	let script = new Script([]);
	let tokenScript = new Script([]);

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
		clock = fakeClock();
		received = [];
		tokenRequests = [];
		script = new Script([userAnswer()]);
		let issued = 0;
		tokenScript = new Script([() => token(`token-${String((issued += 1))}`)]);
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
			script = new Script(behaviours);
		},
		answerToken: (...behaviours) => {
			tokenScript = new Script(behaviours);
		},
		client: (options = {}) =>
			new KardClient({
				...{ organizationId: ORGANIZATION, auth: CREDENTIALS, baseUrl, clock, transport: axiosTransport() },
				...options,
			}),
	};
}
