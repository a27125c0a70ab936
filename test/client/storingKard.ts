import { KardClient, type BulkResult, type Transport, type TransportRequest } from '../../shared';
import { fakeClock } from '../support/clock';
import type { Resource } from '../support/resource';

/**
 * What may go wrong with one request. It is carried out `before` the answer is lost, or it is not; `odd` answers say
 * nothing of the rows. A Kard that says no has carried nothing out.
 */
export const MISHAPS = [
	...['none', 'lostBefore', 'lostAfter', '503', '503 carried out', '429', '400', '401', '403', 'revoked'],
	...[
		'web page',
		'odd',
		'odd carried out',
		'odd list',
		'unnamed errors',
		'partly busy',
		'rows left out',
		'nonsense',
	],
	...['named by place', 'no status'],
] as const;

/** What may go wrong with one request. */
export type Mishap = (typeof MISHAPS)[number];

/** Users, or transactions, by id: what was last written under it. */
type Store = Map<string, string>;

interface Answer {
	readonly status: number;
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

interface Refused {
	readonly row: Resource;
	readonly place: number;
	readonly status: number;
	readonly title: string;
}

/** What a row says, as it is compared. */
export function contentOf({ attributes }: Pick<Resource, 'attributes'>): string {
	return JSON.stringify(Object.entries(attributes).toSorted(([a], [b]) => a.localeCompare(b)));
}

function attributesIn(content: string): Resource['attributes'] {
	return Object.fromEntries(JSON.parse(content) as [string, unknown][]);
}

/** What a row comes to where Kard has it already, and keeps what it leaves out. */
function mergedContent(row: Resource, before: string | undefined): string {
	const kept = before === undefined || row.type !== 'user' ? {} : attributesIn(before);
	return contentOf({ attributes: { ...kept, ...row.attributes } });
}

const ODD: readonly unknown[] = [
	...[
		{ error: 'maintenance' },
		{ errors: { state: 'maintenance' } },
		null,
		false,
		[],
		'OK',
		{},
		{ data: null },
	],
	...[{ data: [] }, { data: [null] }, { data: {} }],
];

/** Marks a row that this Kard refuses, whatever else it holds. */
export const REFUSED_ZIP = '00000';

function isBad({ attributes }: Resource): boolean {
	return attributes.zipCode === REFUSED_ZIP || attributes.userZipCode === REFUSED_ZIP;
}

/**
 * A Kard that stores what it takes, written for this purpose from Kard's documents alone, with mishaps on demand. It
 * knows what it received, so that what the client says of each row can be held against what happened.
 */
export class StoringKard {
	readonly store: Store = new Map();
	/** The ids of all rows that it looked at, whatever it did about them. */
	readonly received = new Set<string>();
	/** How often a row was put into the store anew. */
	readonly stored = new Map<string, number>();
	/** Requests for data, in their order. */
	readonly requests: string[] = [];
	private revoked = false;

	/**
	 * @param mishaps what happens to the next request; the number is that of the request, from zero
	 * @param pick chooses one of so many
	 * @param allOrNothing whether it takes all rows of a request or none, and does not say why
	 */
	constructor(
		private readonly mishaps: (request: number) => Mishap,
		private readonly pick: (count: number) => number = () => 0,
		private readonly allOrNothing = false,
	) {}

	/**
	 * A client of it, which never waits.
	 * @param answered told after each request how many there have been
	 */
	client(answered: (requests: number) => void = () => undefined): KardClient {
		const auth = { clientId: 'client', clientSecret: 'secret-of-client' };
		const transport: Transport = (request) =>
			this.send(request).finally(() => {
				answered(this.requests.length);
			});
		const baseUrl = 'http://127.0.0.1:9';
		return new KardClient({ organizationId: 'org', baseUrl, auth, clock: fakeClock(), transport });
	}

	private async send(request: TransportRequest): ReturnType<Transport> {
		if (request.url.endsWith('/auth/token')) return this.token();
		const mishap = this.mishaps(this.requests.length);
		this.requests.push(`${request.method} ${new URL(request.url).pathname}`);
		return await this.answer(request, mishap);
	}

	private token() {
		const body = { access_token: 'token', expires_in: 3_600, token_type: 'Bearer' };
		return this.revoked ? { status: 401, headers: {}, body: {} } : { status: 200, headers: {}, body };
	}

	private async answer(request: TransportRequest, mishap: Mishap) {
		await Promise.resolve();
		if (mishap === 'lostBefore') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
		const { data } = JSON.parse(request.body ?? '{"data":[]}') as { data: Resource | Resource[] };
		const rows = [data].flat();
		if (mishap === 'revoked') this.revoked = true;
		// Rows that come with a token that it refuses it does not look at.
		if (this.revoked || mishap === '401') return { status: 401, headers: {}, body: {} };
		for (const { id } of rows) this.received.add(id);
		const carryOut = {
			GET: () => this.read(new URL(request.url).pathname.split('/').at(-1) ?? '', mishap),
			PUT: () => this.updated(rows, mishap),
			POST: () => this.written(rows, request, mishap),
		};
		const answer = carryOut[request.method as keyof typeof carryOut]();
		if (mishap === 'lostAfter') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
		// What a transport must never do, and one day does.
		if (mishap === 'nonsense')
			return undefined as unknown as { status: number; headers: Record<string, string>; body: unknown };
		return { headers: {}, ...answer };
	}

	private refusal(mishap: Mishap): Answer | undefined {
		switch (mishap) {
			case '400':
				return { status: 400, body: { errors: [{ status: '400', title: 'Bad Request' }] } };
			case '403':
				return { status: 403, body: { errors: [{ status: '403', title: 'Forbidden' }] } };
			case '429':
				return { status: 429, body: {}, headers: { 'retry-after': '1' } };
			case '503':
				return { status: 503, body: {} };
			case 'odd':
				return { status: 200, body: ODD[this.pick(ODD.length)] };
			case 'web page':
				return { status: 200, body: '<html><body>Sign in</body></html>' };
			default:
				return undefined;
		}
	}

	private read(id: string, mishap: Mishap): Answer {
		const refusal = this.refusal(mishap);
		if (refusal !== undefined) return refusal;
		const stored = this.store.get(id);
		if (mishap === '503 carried out') return { status: 503, body: {} };
		if (mishap === 'odd carried out') return { status: 200, body: ODD[this.pick(ODD.length)] };
		if (stored === undefined) return { status: 404, body: {} };
		return { status: 200, body: { data: { type: 'user', id, attributes: attributesIn(stored) } } };
	}

	private updated(rows: readonly Resource[], mishap: Mishap): Answer {
		const refusal = this.refusal(mishap);
		if (refusal !== undefined) return refusal;
		for (const row of rows) if (this.store.has(row.id)) this.store.set(row.id, contentOf(row));
		return mishap === '503 carried out'
			? { status: 503, body: {} }
			: { status: 200, body: { data: rows[0] } };
	}

	private take(row: Resource): void {
		this.store.set(row.id, contentOf(row));
		this.stored.set(row.id, (this.stored.get(row.id) ?? 0) + 1);
	}

	private written(rows: readonly Resource[], request: TransportRequest, mishap: Mishap): Answer {
		const refusal = this.refusal(mishap);
		if (refusal !== undefined) return refusal;
		const exists = rows.some(({ id }) => this.store.has(id));
		if (this.allOrNothing && rows.length > 1 && (exists || rows.some(isBad))) {
			return { status: exists ? 409 : 400, body: { errors: [{ title: 'Refused' }] } };
		}
		const refused: Refused[] = [];
		const taken = rows.filter((row, place) => {
			const no = this.refuses(row, place, mishap);
			if (no === undefined) this.take(row);
			else refused.push({ row, place, ...no });
			return no === undefined;
		});
		if (mishap === '503 carried out') return { status: 503, body: {} };
		if (mishap === 'odd carried out') return { status: 207, body: ODD[this.pick(ODD.length)] };
		if (mishap === 'odd list') return { status: 207, body: { errors: [null, 'one of them'] } };
		return this.answerTo(request.url.endsWith('/users'), taken, refused, mishap);
	}

	private refuses(row: Resource, place: number, mishap: Mishap): Omit<Refused, 'row' | 'place'> | undefined {
		if (mishap === 'partly busy' && place % 2 === this.pick(2)) {
			const status = [408, 429, 503][this.pick(3)] ?? 503;
			// What is said to have gone wrong may have been done all the same.
			if (status !== 429 && !isBad(row) && !this.store.has(row.id) && this.pick(2) === 1) this.take(row);
			return { status, title: 'Busy' };
		}
		if (isBad(row)) return { status: 400, title: 'Bad Request' };
		return this.store.has(row.id) ? { status: 409, title: 'Conflict' } : undefined;
	}

	private errorOf({ row, place, status, title }: Refused, mishap: Mishap): unknown {
		const own = mishap === 'no status' && status === 409 ? {} : { status: String(status) };
		if (mishap === 'unnamed errors') return { ...own, title };
		if (mishap === 'named by place')
			return { ...own, title, source: { pointer: `/data/${String(place)}/id` } };
		const { transactionId } = row.attributes;
		const name = typeof transactionId === 'string' && this.pick(2) === 1 ? transactionId : row.id;
		return { ...own, title, detail: `${title} of ${row.id}`, id: name };
	}

	/** Users are listed as they are created; transactions are queued in one job. */
	private answerTo(
		isUsers: boolean,
		taken: readonly Resource[],
		refused: readonly Refused[],
		mishap: Mishap,
	): Answer {
		const errors = refused.map((one) => this.errorOf(one, mishap));
		const whole = this.whole(taken, refused, errors);
		if (whole) return whole;
		const isLeftOut = mishap === 'rows left out';
		const listed = isLeftOut ? taken.filter(() => this.pick(2) === 0) : taken;
		const job = isLeftOut ? undefined : { type: 'job', id: 'job-1' };
		const data = isUsers ? listed : job;
		if (errors.length > 0) return { status: 207, body: { data, errors } };
		return { status: isUsers ? 201 : 202, body: { data } };
	}

	/** Where all rows fail alike, the request does. */
	private whole(
		taken: readonly unknown[],
		refused: readonly Refused[],
		errors: unknown[],
	): Answer | undefined {
		const status = refused[0]?.status;
		const isAlike = taken.length === 0 && refused.every((one) => one.status === status);
		return isAlike && (status === 400 || status === 409) ? { status, body: { errors } } : undefined;
	}
}

const CREATED: ReadonlySet<string> = new Set(['created', 'submitted']);

/** What is wrong with what was said of rows, held against what happened; nothing, if all is true. */
export function untruths(
	kard: StoringKard,
	rows: readonly Resource[],
	before: ReadonlyMap<string, string>,
	result: BulkResult,
	isMerged = true,
): string[] {
	const wrong: string[] = [];
	const complain = (index: number, what: string) => wrong.push(`row ${String(index)}: ${what}`);
	const places = [...result.succeeded, ...result.failed].map(({ index }) => index).toSorted((a, b) => a - b);
	if (places.join() !== rows.map((_, index) => index).join()) wrong.push(`rows ${places.join()} are told of`);
	for (const { index, id, status, notes } of result.succeeded) {
		const row = rows[index];
		const stored = kard.store.get(id);
		const wanted = row && (isMerged ? mergedContent(row, before.get(id)) : contentOf(row));
		if (row === undefined || stored === undefined) complain(index, `${status}, but not stored`);
		else if (notes !== undefined) continue;
		// Of a row in doubt that was there before nobody can tell that it was; creating it again changes nothing.
		else if (status === 'unchanged' && before.get(id) !== wanted) complain(index, 'unchanged, but changed');
		else if (status !== 'duplicate' && stored !== wanted && !(CREATED.has(status) && before.has(id)))
			complain(index, `${status}, but stored otherwise`);
	}
	for (const { index, id = '', error } of result.failed) {
		const row = rows[index];
		const wanted = row && (isMerged ? mergedContent(row, before.get(id)) : contentOf(row));
		const isWritten = wanted !== undefined && kard.store.get(id) === wanted && before.get(id) !== wanted;
		if (isWritten && !error.outcomeUnknown) complain(index, `failed, but stored: ${error.message}`);
		if (error.message.includes('not sent') && kard.received.has(id))
			complain(index, `received: ${error.message}`);
		if (/\bexists\b/.test(error.message) && !kard.store.has(id)) complain(index, 'said to exist');
	}
	for (const [id, times] of kard.stored) if (times > 1) wrong.push(`${id} was stored ${String(times)} times`);
	return wrong;
}
