import type { Difference } from './compare';
import { keyOf } from './contract';

/** A difference that is on purpose, and why. */
export interface Explanation extends Difference {
	readonly because: string;
}

/** Operations that Kard has and we do not offer, and why. */
interface NotOffered {
	readonly because: string;
	readonly operations: readonly string[];
}

/** What is said of the differences that are on purpose. */
export interface Explanations {
	readonly notOffered: readonly NotOffered[];
	readonly explained: readonly Explanation[];
}

/** What came of a comparison. */
export interface Outcome {
	/** What nobody has said anything of yet: a person has to look. */
	readonly unexplained: readonly Difference[];
	/** What is on purpose. */
	readonly explained: readonly Explanation[];
	/** What is said of a difference that there is no more. */
	readonly stale: readonly Explanation[];
}

const MISSING = 'operation is missing here';

function sameAs(one: Difference): (other: Difference) => boolean {
	return (other) => keyOf(one.where) === keyOf(other.where) && one.what === other.what;
}

/** Parts what is on purpose from what is not, and finds what is explained without being there. */
export function judge(found: readonly Difference[], { notOffered, explained }: Explanations): Outcome {
	const all: Explanation[] = [
		...notOffered.flatMap(({ because, operations }) =>
			operations.map((where) => ({ where, what: MISSING, because })),
		),
		...explained,
	];
	return {
		unexplained: found.filter((difference) => !all.some(sameAs(difference))),
		explained: all.filter((explanation) => found.some(sameAs(explanation))),
		stale: all.filter((explanation) => !found.some(sameAs(explanation))),
	};
}
