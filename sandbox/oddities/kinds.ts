import type { Route } from '../routes/operations';

/** The ways in which responses can be odd without being wrong, and what each does. */
export const ODDITIES = {
	nulls: 'parts that may be absent, and are, are null',
	missing: 'parts that may be absent are absent, but for the link to the next page',
	enums: 'values of enums are unknown ones, and lists of them have one more',
	extra: 'every object has one more property',
	status: 'successes have another status of success; a 207 stays one',
} as const;

/** A way in which responses can be odd. */
export type Oddity = keyof typeof ODDITIES;

/** The ways in which responses can be odd. */
export const ODDITY_NAMES = [
	'nulls',
	'missing',
	'enums',
	'extra',
	'status',
] as const satisfies readonly Oddity[];

/** How odd responses are to be. */
export interface OdditySettings {
	readonly kinds: readonly Oddity[];
	/** The same seed makes the same responses odd in the same way. 1 unless given. */
	readonly seed?: number;
	/** On which routes. On every route unless given. */
	readonly routes?: readonly Route[];
}
