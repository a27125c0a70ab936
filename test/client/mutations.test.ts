import {
	KardApiError,
	KardAuthenticationError,
	KardError,
	type BulkResult,
	type KardClient,
} from '../../shared';
import { fakeKard, token } from './fakeKard';
import { mutationsOf, seeded, twice, type Mutation, type Path } from './mutations/mutate';

const kard = fakeKard();
const SEED = 20_260_807;
/** How many answers with two odd nodes are tried for each operation, besides every one with one. */
const PAIRS = 40;

const user = {
	type: 'user',
	id: 'user-1',
	attributes: { enrolledRewards: ['CARDLINKED'], zipCode: '30301', historicalTransactionsSent: true },
};
const organization = {
	type: 'organization',
	id: 'org-1',
	attributes: { name: 'BANK', bins: ['411111'], split: 0.5 },
};
const subscription = {
	type: 'subscription',
	id: 'sub-1',
	attributes: { eventName: 'auditUpdate', webhookUrl: 'https://example.com/hook', enabled: true },
} as const;
const offer = (id: string) => ({
	type: 'standardOffer',
	id,
	attributes: { name: id, userReward: { type: 'PERCENT', value: 5 }, assets: [{ type: 'image', url: 'u' }] },
	relationships: { category: { data: [{ type: 'category', id: 'c' }] } },
});
const reward = (id: string) => ({
	type: 'rewardedTransaction',
	id,
	attributes: {
		status: 'SETTLED',
		transactionAmountInCents: 100,
		commissionEarned: { user: { type: 'cents', value: 5 } },
	},
	relationships: { merchant: { data: { type: 'merchant', id: 'm' } } },
});
const pageOf = (item: (id: string) => object) => ({
	data: ['a', 'b', 'c'].map(item),
	links: { self: '/', next: null },
	meta: { hasNextPage: false, pageSize: 3 },
	included: [{ type: 'category', id: 'c', attributes: { name: 'C' } }],
});

/** What came of an answer: what was handed over, or the error, or both. */
interface Outcome {
	readonly data?: unknown;
	readonly error?: KardError | undefined;
}

async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
	try {
		return { data: await work };
	} catch (error) {
		// Anything but an error of the client would reach a person as a crash.
		if (!(error instanceof KardError)) throw error;
		return { error };
	}
}

async function readList(list: AsyncIterable<unknown>): Promise<Outcome> {
	const data: unknown[] = [];
	const { error } = await outcomeOf(
		(async () => {
			for await (const item of list) data.push(item);
		})(),
	);
	return { data, error };
}

/** Whether a node stands at one of these places, or around it. */
function touches(path: Path, ...places: Path[]): boolean {
	return places.some((place) => path.every((name, at) => place[at] === name));
}

function without(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value), (_, inner: unknown) => (inner === null ? undefined : inner));
}

const NAMES_THE_FIELD = /without data(\.id)?\.|an empty answer|not JSON/;

/** A resource or an error that names the field; an error only where the resource itself or its id is odd. */
function checkOne({ path }: Mutation, { data, error }: Outcome, mayFail: Path[], id: string): void {
	if (error === undefined) {
		expect(data).toMatchObject({ type: expect.any(String) as unknown, id: expect.any(String) as unknown });
		expect(data).toHaveProperty('attributes');
		if (!touches(path, ['data', 'id'])) expect(data).toHaveProperty('id', id);
		return;
	}
	expect(error).toBeInstanceOf(KardApiError);
	expect(error.message).toMatch(NAMES_THE_FIELD);
	expect(touches(path, ...mayFail)).toBe(true);
}

/** Every item that was not touched is handed over, whatever became of the others. */
function checkPage({ path, value }: Mutation, { data, error }: Outcome, good: readonly unknown[]): void {
	if (error !== undefined)
		expect(error.message).toMatch(/without data\.|goes on, but not where|same page|an empty answer/);
	if (touches(path, ['data'])) {
		// The list itself is another one: what it is now is handed over, or an error says that there is none.
		const items = typeof value === 'object' && value !== null && 'data' in value ? value.data : value;
		if (Array.isArray(items)) expect(data).toHaveLength(items.filter((item) => item !== null).length);
		else if (error === undefined) expect(data).toHaveLength(1);
		return;
	}
	const odd = path[0] === 'data' ? path[1] : undefined;
	const siblings = good.filter((_, at) => at !== odd);
	expect(data).toEqual(expect.arrayContaining(siblings.map(without)));
	if (error !== undefined)
		expect(touches(path, ['links', 'next']) || path[0] === 'links' || path[0] === 'meta').toBe(true);
}

const ROWS = ['a', 'b', 'c'];

/** The ids of the resources that an answer lists. */
function idsIn(document: unknown): unknown[] {
	const data =
		typeof document === 'object' && document !== null && 'data' in document ? document.data : undefined;
	const list: readonly unknown[] = Array.isArray(data) ? data : [data];
	return list.map((one) => (typeof one === 'object' && one !== null && 'id' in one ? one.id : undefined));
}

function resultIn(data: unknown): BulkResult {
	// What the client gave back, looked at by a test.
	return data as BulkResult;
}

interface Subject {
	readonly operation: string;
	readonly good: unknown;
	readonly run: (client: KardClient) => Promise<Outcome>;
	readonly check: (mutation: Mutation, outcome: Outcome) => void;
	readonly ofToken?: boolean;
}

const one =
	(id: string, ...mayFail: Path[]) =>
	(mutation: Mutation, outcome: Outcome) => {
		checkOne(mutation, outcome, mayFail, id);
	};

const list = (
	operation: string,
	item: (id: string) => object,
	read: (client: KardClient) => AsyncIterable<unknown>,
): Subject => {
	const good = pageOf(item);
	return {
		operation,
		good,
		run: (client) => readList(read(client)),
		check: (mutation, outcome) => {
			checkPage(mutation, outcome, good.data);
		},
	};
};

const SUBJECTS: readonly Subject[] = [
	{
		operation: 'looking up a user',
		good: { data: user },
		run: (client) => outcomeOf(client.users.get('user-1')),
		check: one('user-1', ['data', 'attributes']),
	},
	{
		operation: 'looking up the organization',
		good: { data: organization },
		run: (client) => outcomeOf(client.organization.get()),
		check: one('org-1', ['data', 'id'], ['data', 'attributes']),
	},
	{
		operation: 'updating a user',
		good: { data: user },
		run: (client) => outcomeOf(client.users.update('user-1', { enrolledRewards: [] })),
		check: one('user-1'),
	},
	{
		operation: 'updating a subscription',
		good: { data: subscription },
		run: (client) => outcomeOf(client.subscriptions.update('sub-1', { enabled: true })),
		check: one('sub-1'),
	},
	{
		operation: 'creating a subscription',
		good: { data: [subscription] },
		run: (client) => outcomeOf(client.subscriptions.create(subscription.attributes)),
		check: ({ path }, { data, error }) => {
			if (error === undefined) expect(data).toHaveProperty('id', expect.stringMatching(/./));
			else {
				expect(error.outcomeUnknown).toBe(true);
				expect(touches(path, ['data', 0, 'id']) || path.length < 3).toBe(true);
			}
		},
	},
	list('listing offers', offer, (client) => client.rewards.offers('user-1')),
	list('listing earned rewards', reward, (client) => client.transactions.earnedRewards('user-1')),
	list(
		'listing subscriptions',
		(id) => ({ ...subscription, id }),
		(client) => client.subscriptions.list(),
	),
	{
		operation: 'creating users',
		good: { data: ROWS.map((id) => ({ type: 'user', id, attributes: { enrolledRewards: ['CARDLINKED'] } })) },
		run: (client) =>
			outcomeOf(client.users.create(ROWS.map((id) => ({ id, enrolledRewards: ['CARDLINKED'] })))),
		check: ({ value }, { data, error }) => {
			expect(error).toBeUndefined();
			const { succeeded, failed } = resultIn(data);
			const said = idsIn(value);
			for (const { id } of succeeded) expect(said).toContain(id);
			expect(succeeded.length + failed.length).toBe(ROWS.length);
		},
	},
	{
		operation: 'asking for a token',
		good: token('token-1').body,
		ofToken: true,
		run: (client) => outcomeOf(client.users.get('user-1')),
		check: ({ value }, { error }) => {
			const given =
				typeof value === 'object' && value !== null && 'access_token' in value ? value.access_token : '';
			const isToken = typeof given === 'string' && given !== '';
			if (error === undefined) expect(isToken).toBe(true);
			else {
				expect(error).toBeInstanceOf(KardAuthenticationError);
				expect(isToken).toBe(false);
			}
		},
	},
];

let cases = 0;
let survived = 0;

it.each(SUBJECTS)(
	'$operation: whatever is odd about an answer, it is read or the field is named, and no sibling is lost',
	async ({ good, run, check, ofToken = false }) => {
		const pick = seeded(SEED);
		const failures: string[] = [];
		for (const mutation of [...mutationsOf(good), ...twice(good, PAIRS, pick)]) {
			cases += 1;
			const answer = { body: JSON.stringify(mutation.value) };
			if (ofToken) kard.answerToken(answer);
			else kard.answer(answer);
			try {
				check(mutation, await run(kard.client()));
				survived += 1;
			} catch (error) {
				failures.push(`${mutation.path.join('.')} ${mutation.what}: ${String(error)}`);
			}
		}
		expect(failures).toEqual([]);
	},
	120_000,
);

it('there are many mutations, and all of them are survived', () => {
	process.stdout.write(
		`Mutations (seed ${String(SEED)}): ${String(cases)} cases, ${String(survived)} survived.\n`,
	);

	expect(cases).toBeGreaterThan(2_000);
	expect(survived).toBe(cases);
});
