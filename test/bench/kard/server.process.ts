/** A Kard that does no more than it must, as a script: its parent process tells it what to do. See `FakeKard`. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { behavior, order, type Behavior } from './behavior';
import { Memory, rowsIn, type StoredRow } from './memory';

let memory = new Memory();
let now: Behavior = behavior.parse({});

/** Which of every 20 requests is refused for the time being, and which loses its response. */
const [CYCLE, BUSY, LOST] = [20, 5, 15];
const JOB = { type: 'transactionsJob', id: 'job-1', attributes: { status: 'queued' } };

interface Said {
	readonly status: number;
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

function dataOf(isUsers: boolean, taken: readonly StoredRow[]): unknown {
	if (!isUsers) return JOB;
	return taken.map(({ id }) => ({ type: 'user', id, attributes: {} }));
}

function errorOf({ id }: StoredRow, status: string, detail: string) {
	return { status, title: status === '409' ? 'Conflict' : 'Bad Request', detail, id };
}

/** Takes the rows that are not there yet, and names the others. */
function takeNew(isUsers: boolean, rows: readonly StoredRow[]): Said {
	const taken = rows.filter(({ id }) => !memory.has(id));
	const repeated = rows.filter(({ id }) => memory.has(id));
	for (const row of taken) memory.add(row);
	const data = dataOf(isUsers, taken);
	const errors = repeated.map((row) => errorOf(row, '409', 'This ID exists already.'));
	if (errors.length === 0) return { status: isUsers ? 201 : 202, body: { data } };
	return taken.length === 0 ? { status: 409, body: { errors } } : { status: 207, body: { data, errors } };
}

function answer(isUsers: boolean, body: string): Said {
	if (now.refusesRows) {
		const errors = rowsIn(body).map((row) => errorOf(row, '400', 'The row is not what Kard takes.'));
		return { status: 207, body: { errors } };
	}
	if (now.isUnreliable) return takeNew(isUsers, rowsIn(body));
	memory.keep(body);
	if (!isUsers) return { status: 202, body: { data: JOB } };
	return { status: 201, body: { data: dataOf(isUsers, rowsIn(body)) } };
}

function send(response: ServerResponse, { status, body, headers }: Said): void {
	const content = JSON.stringify(body);
	const length = Buffer.byteLength(content);
	response.writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers });
	response.end(content);
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const body = await text(request);
	const { url = '' } = request;
	if (url === '/v2/auth/token') {
		send(response, {
			status: 200,
			body: { access_token: 'token-1', expires_in: 3_600, token_type: 'Bearer' },
		});
		return;
	}
	memory.requests += 1;
	const turn = now.isUnreliable ? memory.requests % CYCLE : 0;
	if (now.latencyMs > 0) await sleep(now.latencyMs);
	if (turn === BUSY) {
		const errors = [{ status: '429', title: 'Too Many Requests' }];
		send(response, { status: 429, body: { errors }, headers: { 'retry-after': '1' } });
		return;
	}
	const said = answer(url.endsWith('/users'), body);
	if (turn === LOST) request.socket.destroy();
	else send(response, said);
}

const server = createServer((request, response) => {
	handle(request, response).catch((error: unknown) => {
		send(response, { status: 500, body: { errors: [{ status: '500', detail: String(error) }] } });
	});
});
server.keepAliveTimeout = 120_000;

process.on('message', (message) => {
	const told = order.parse(message);
	if (told.order === 'reset') {
		memory = new Memory();
		now = told.behavior;
		process.send?.({});
		return;
	}
	const rows = [...memory.stored().values()].sort((one, other) => (one.id < other.id ? -1 : 1));
	process.send?.({
		requests: memory.requests,
		stored: rows.length,
		doubled: memory.doubled(),
		rows: told.withRows ? rows : [],
	});
});
process.on('disconnect', () => process.exit());

server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
