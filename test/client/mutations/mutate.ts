/** Where a node of a JSON value stands. */
export type Path = readonly (string | number)[];

/** A JSON value of which one node is not as it should be. */
export interface Mutation {
	readonly path: Path;
	/** What was done to the node, in words. */
	readonly what: string;
	readonly value: unknown;
}

const REMOVED = Symbol('removed');

/** What may become of a node: dropped, null, of another type, or with something added. */
const CHANGES: Readonly<Record<string, (node: unknown) => unknown>> = {
	dropped: () => REMOVED,
	null: () => null,
	'a text': () => 'odd',
	'an empty text': () => '',
	'a number': () => 7,
	'a fraction': () => -1.5,
	true: () => true,
	false: () => false,
	'an empty list': () => [],
	'an empty object': () => ({}),
	'in a list': (node) => [node],
	'in an object': (node) => ({ novelty: node }),
	'with something added': (node) => {
		if (Array.isArray(node)) return node.concat('odd') as unknown;
		return typeof node === 'object' && node !== null
			? { ...node, novelty: { odd: [null, 1] } }
			: `${String(node)}!`;
	},
};

function childrenOf(node: unknown): [string | number, unknown][] {
	if (Array.isArray(node)) return node.map((child: unknown, at) => [at, child]);
	return typeof node === 'object' && node !== null ? Object.entries(node) : [];
}

/** The places of all nodes of a JSON value, its own first. */
export function nodesOf(value: unknown, path: Path = []): Path[] {
	return [path, ...childrenOf(value).flatMap(([name, child]) => nodesOf(child, [...path, name]))];
}

function changedAt(node: unknown, path: Path, change: (node: unknown) => unknown): unknown {
	const [first, ...rest] = path;
	if (first === undefined) return change(node);
	const children = childrenOf(node).map(([name, child]): [string | number, unknown] => [
		name,
		name === first ? changedAt(child, rest, change) : child,
	]);
	const kept = children.filter(([, child]) => child !== REMOVED);
	return Array.isArray(node) ? kept.map(([, child]) => child) : Object.fromEntries(kept);
}

/** Every mutation of every node; the whole value is not dropped, for then there is none. */
export function mutationsOf(value: unknown): Mutation[] {
	return nodesOf(value).flatMap((path) =>
		Object.entries(CHANGES).flatMap(([what, change]): Mutation[] => {
			const changed = changedAt(value, path, change);
			return changed === REMOVED ? [] : [{ path, what, value: changed }];
		}),
	);
}

/** Mutations of a mutation: two nodes of a value are odd at once. `pick` gives a number from 0 up to, not including, its argument. */
export function twice(value: unknown, count: number, pick: (below: number) => number): Mutation[] {
	const one = <T>(items: readonly T[]): T | undefined => items[pick(items.length)];
	return Array.from({ length: count }).flatMap(() => {
		const first = one(mutationsOf(value));
		const second = first && one(mutationsOf(first.value));
		if (first === undefined || second === undefined) return [];
		return [
			{ ...second, path: commonPath(first.path, second.path), what: `${first.what}, then ${second.what}` },
		];
	});
}

/** The node in which both stand. */
function commonPath(one: Path, other: Path): Path {
	const length = one.findIndex((name, at) => other[at] !== name);
	return length === -1 ? one : one.slice(0, length);
}

/** Chance that is the same each time, from a seed. */
export function seeded(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}
