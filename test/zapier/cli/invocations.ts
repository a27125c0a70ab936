import isMatch from 'lodash/isMatch';
import { operations, type AnyOperation } from '../../../shared/host';
import { EXAMPLES, exampleInputs } from '../exampleInputs';
import { actionsOf, KINDS, type AppInCore } from '../inCore';

/** One run of an action with the tool, and what must come back. */
export interface Invocation {
	/** A trigger that Kard starts is not invoked: its list is asked for, as Zapier's editor does. */
	readonly kind: 'create' | 'search' | 'trigger' | 'list';
	readonly key: string;
	readonly inputs: object;
	/** What is wrong with a result; for several, with the first of them. */
	readonly faultsOf: (result: object) => readonly string[];
}

function deletes({ method }: AnyOperation): boolean {
	return method === 'DELETE';
}

const keysOf = (...which: readonly AnyOperation[]) =>
	new Set(which.flatMap(({ steps }) => ('none' in steps ? [] : [steps.one?.key, steps.many?.key])));
const DELETING = keysOf(...operations.filter(deletes));

/** The example of this trigger is an event of which Kard has sent none, and nothing would be shown. */
const OTHER_EVENT = { key: 'other_event', inputs: { otherEvents: 'auditUpdate' } };

/** Three lines of which one exists, and one cannot be sent. */
const LINES: Invocation = {
	kind: 'create',
	key: 'create_users',
	inputs: {
		users: [{ id: 'another-user' }, { id: EXAMPLES.userId }, { id: '', zipCode: '30301' }],
		defaultEnrolledRewards: 'CARDLINKED',
	},
	faultsOf: (result) => {
		const results = [{ status: 'created' }, { status: 'duplicate' }, { row: 3, status: 'failed' }];
		const isRight = isMatch(result, { accepted: 2, failed: 1, results, failedLines: [{ row: 3 }] });
		return isRight ? [] : [`not the results of three lines: ${JSON.stringify(result)}`];
	},
};

/** A sheet with headings of its own as one text, which is only checked. */
const SHEET: Invocation = {
	kind: 'create',
	key: 'create_users',
	inputs: {
		rowsAsText: 'Customer ID,Email Address,Favorite Color\nfourth-user,jo@example.com,blue\n',
		checkOnlyOption: 'true',
		defaultEnrolledRewards: 'CARDLINKED',
	},
	faultsOf: (result) => {
		const columnsRecognized = [{ field: 'User ID' }, { field: 'Email' }];
		const isRight = isMatch(result, {
			ready: 1,
			failed: 0,
			columnsRecognized,
			columnsNotSent: ['Favorite Color'],
		});
		return isRight ? [] : [`not what a sheet is checked to: ${JSON.stringify(result)}`];
	},
};

/** Every action with the examples of its fields, in an order in which each finds what it needs: deleting comes last. */
export async function invocations(app: AppInCore): Promise<readonly Invocation[]> {
	const all = KINDS.flatMap((kind) =>
		Object.values(actionsOf(app.app)[kind]).flatMap((action) => (action ? [{ kind, action }] : [])),
	);
	const made = await Promise.all(
		all.map(async ({ kind, action: { key, operation } }): Promise<Invocation> => {
			const isHook = operation.type === 'hook';
			const single = {
				creates: 'create',
				searches: 'search',
				triggers: isHook ? 'list' : 'trigger',
			} as const;
			const expected = Object.keys({ ...operation.sample });
			return {
				kind: single[kind],
				key,
				inputs: key === OTHER_EVENT.key ? OTHER_EVENT.inputs : await exampleInputs(app, kind, key),
				faultsOf: (result) =>
					expected.filter((name) => !(name in result)).map((name) => `${name} is not in its result`),
			};
		}),
	);
	const isLast = ({ key }: Invocation) => DELETING.has(key);
	return [...made.filter((one) => !isLast(one)), LINES, SHEET, ...made.filter(isLast)];
}
