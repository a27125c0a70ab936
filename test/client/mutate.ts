/** Where a node of a JSON value is. */
type Path = readonly (string | number)[];

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
function nodesOf(value: unknown, path: Path = []): Path[] {
	return [path, ...childrenOf(value).flatMap(([name, child]) => nodesOf(child, [...path, name]))];
}

function changedAt(node: unknown, path: Path, change: (node: unknown) => unknown): unknown {
	const [first, ...rest] = path;
	if (first === undefined) return change(node);
	const children = childrenOf(node)
		.map(([name, child]): [string | number, unknown] => [
			name,
			name === first ? changedAt(child, rest, change) : child,
		])
		.filter(([, child]) => child !== REMOVED);
	return Array.isArray(node) ? children.map(([, child]) => child) : Object.fromEntries(children);
}

/** Every change of every node of a JSON value; the whole value is not dropped, for then there is none. */
export function mutationsOf(value: unknown): Mutation[] {
	return nodesOf(value).flatMap((path) =>
		Object.entries(CHANGES).flatMap(([what, change]): Mutation[] => {
			const changed = changedAt(value, path, change);
			return changed === REMOVED ? [] : [{ path, what, value: changed }];
		}),
	);
}

/** Whether a node is at this place or around it. */
export function touches(path: Path, place: Path): boolean {
	return path.every((name, at) => place[at] === name);
}
