import memoize from 'lodash/memoize';
import { setOwn } from '../json';
import type { Redactor } from './redactor';
import { MASK } from './spans';

/** How much of a value is copied. What goes beyond is left out, and a long text is cut. */
export interface Bounds {
	/** The longest text, in UTF-16 units. */
	readonly longestText: number;
	/** How long all texts and names may be together. */
	readonly allTexts: number;
	/** How deep lists and objects may stand within one another. */
	readonly depth: number;
}

const UNBOUNDED: Bounds = { longestText: Infinity, allTexts: Infinity, depth: Infinity };

/** What a list or an object costs at least, so that many empty ones come to an end as well. */
const ENTRY_COST = 8;

/** A copy of a JSON value with all its text masked, names and numbers included. */
export function redactedCopy(value: unknown, redactor: Redactor, bounds: Bounds = UNBOUNDED): unknown {
	return new Copier(redactor, bounds).copy(value);
}

/** Whether a JSON value holds nothing that is to be masked. */
export function isClean(value: unknown, redactor: Redactor): boolean {
	const seen = new Set<object>();
	// The same names stand in every item of a list.
	const isCleanName = memoize((name: string) => redactor.isClean(name));
	const pending: unknown[] = [value];
	while (pending.length > 0) {
		const next = pending.pop();
		if (typeof next === 'string' || typeof next === 'number' || typeof next === 'bigint') {
			if (!redactor.isClean(String(next))) return false;
		} else if (typeof next === 'object' && next !== null && !seen.has(next)) {
			seen.add(next);
			for (const [name, entry] of Object.entries(next)) {
				if (!Array.isArray(next) && !isCleanName(name)) return false;
				pending.push(entry);
			}
		}
	}
	return true;
}

/** A list or an object that is being copied. */
interface Unfinished {
	readonly copy: object;
	readonly entries: IterableIterator<readonly [string, unknown]>;
	readonly nameOf: (key: string) => string;
}

class Copier {
	private readonly copies = new Map<object, object>();
	// What is being copied, the innermost last, instead of recursion, which a deep enough value would bring down.
	private readonly unfinished: Unfinished[] = [];
	private readonly names = new Map<string, string>();
	private left: number;

	constructor(
		private readonly redactor: Redactor,
		private readonly bounds: Bounds,
	) {
		this.left = bounds.allTexts;
	}

	/** Copies in the order of the document, so that what comes first is there when there is too much. */
	copy(value: unknown): unknown {
		const copy = this.copyOf(value);
		for (let last = this.unfinished.at(-1); last !== undefined; last = this.unfinished.at(-1)) {
			const entry = this.left > 0 ? last.entries.next() : undefined;
			if (entry === undefined || entry.done === true) this.unfinished.pop();
			else this.copyEntry(last, entry.value);
		}
		return copy;
	}

	private copyEntry({ copy, nameOf }: Unfinished, [key, entry]: readonly [string, unknown]): void {
		this.left -= ENTRY_COST;
		setOwn(copy, nameOf(key), this.copyOf(entry));
	}

	private copyOf(item: unknown): unknown {
		if (typeof item === 'string') return this.text(item);
		if (typeof item === 'number' || typeof item === 'bigint') {
			return this.redactor.isClean(String(item)) ? item : MASK;
		}
		if (typeof item !== 'object' || item === null) return item;
		if (this.unfinished.length >= this.bounds.depth) return '…';
		return this.copies.get(item) ?? this.begin(item);
	}

	private begin(item: object): object {
		const isList = Array.isArray(item);
		const copy = isList ? [] : {};
		this.copies.set(item, copy);
		const entries = Object.entries(item).values();
		this.unfinished.push({ copy, entries, nameOf: isList ? String : this.distinctNames() });
		return copy;
	}

	/** Masks names. Those that the mask makes equal are told apart by a number. */
	private distinctNames(): (name: string) => string {
		const counts = new Map<string, number>();
		return (name) => {
			const masked = this.name(name);
			let free = masked;
			while (counts.has(free)) {
				const count = (counts.get(masked) ?? 1) + 1;
				counts.set(masked, count);
				free = `${masked} (${String(count)})`;
			}
			counts.set(free, 1);
			return free;
		};
	}

	/** The same names stand in every item of a list. */
	private name(name: string): string {
		const known = this.names.get(name) ?? this.text(name);
		this.names.set(name, known);
		return known;
	}

	private text(text: string): string {
		const { longestText } = this.bounds;
		const isBounded = longestText !== Infinity;
		const masked = isBounded ? this.redactor.excerpt(text, longestText) : this.redactor.text(text);
		this.left -= masked.length;
		return masked;
	}
}
