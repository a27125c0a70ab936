import { setOwn } from '../json';

/**
 * A copy of a JSON value without its nulls, of objects and of lists: `null` says no more than what is missing, as
 * Kard's own SDKs take it. The value may be nested as deep as it likes.
 * @returns undefined for `null` itself
 */
export function withoutNulls(value: unknown): unknown {
	// A list of what is left to do instead of recursion, which a deep enough value would bring down.
	const pending: (readonly [from: object, to: object | unknown[]])[] = [];
	const copyOf = (inner: unknown): unknown => {
		if (typeof inner !== 'object' || inner === null) return inner ?? undefined;
		const copy = Array.isArray(inner) ? [] : {};
		pending.push([inner, copy]);
		return copy;
	};
	const copy = copyOf(value);
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const [from, to] = next;
		for (const [name, inner] of Object.entries(from)) {
			const kept = copyOf(inner);
			if (kept === undefined) continue;
			if (Array.isArray(to)) to.push(kept);
			else setOwn(to, name, kept);
		}
	}
	return copy;
}
