/** What is compared: each side measures once, and gives what it measured. */
type Sides<Name extends string, Measured> = Readonly<Record<Name, () => Promise<Measured>>>;

/** All measurements of each side. */
type Measurements<Name extends string, Measured> = Readonly<Record<Name, readonly Measured[]>>;

/**
 * Measures each side so many times, one side after the other, over and over: what else the machine does falls on all of
 * them. What a side throws ends it.
 */
export async function measureSides<Name extends string, Measured>(
	sides: Sides<Name, Measured>,
	runs: number,
): Promise<Measurements<Name, Measured>> {
	const names = Object.keys(sides).filter((name): name is Name => name in sides);
	const found = new Map<Name, Measured[]>(names.map((name) => [name, []]));
	for (let run = 0; run < runs; run += 1) {
		for (const name of names) found.get(name)?.push(await sides[name]());
	}
	return mapNames(names, (name) => found.get(name) ?? []);
}

function mapNames<Name extends string, Value>(
	names: readonly Name[],
	valueOf: (name: Name) => Value,
): Readonly<Record<Name, Value>> {
	const isComplete = (made: object): made is Record<Name, Value> => names.every((name) => name in made);
	const made = Object.fromEntries(names.map((name) => [name, valueOf(name)]));
	if (!isComplete(made)) throw new TypeError('A side is missing.');
	return made;
}

/** The median; of an even count the mean of the middle two. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const [low = NaN, high = low] = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
	return (low + high) / 2;
}

/** A number with at most so many decimals, and with commas between thousands. */
export function shown(value: number, decimals = 0): string {
	return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** The median, with the least and the most behind it: `12.3 (11.9–14.0)`. */
export function withSpread(values: readonly number[], decimals = 0): string {
	const [least, most] = [Math.min(...values), Math.max(...values)];
	return `${shown(median(values), decimals)} (${shown(least, decimals)}–${shown(most, decimals)})`;
}
