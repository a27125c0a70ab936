import type { ApiResponse } from '../http/apiResponse';
import type { Endpoint } from '../routes/endpoint';
import type { OdditySettings } from './kinds';
import { makeOdd } from './makeOdd';
import { randomFrom } from './random';

/** How odd the answers of a sandbox are at this moment. */
export class CurrentOddities {
	private readonly initial: OdditySettings;
	private readonly answered = new Map<string, number>();
	/** How odd they are. */
	settings: OdditySettings;

	constructor(initial: OdditySettings = { kinds: [] }) {
		this.initial = initial;
		this.settings = initial;
	}

	/** Makes answers odd in this way from now on. */
	change(settings: OdditySettings): void {
		this.settings = settings;
		this.answered.clear();
	}

	/** Goes back to how it began. */
	restore(): void {
		this.change(this.initial);
	}

	/** An answer as odd as it is to be: the same way for the same seed, route and number of answers before it. */
	applyTo(answer: ApiResponse, { route, shape }: Endpoint): ApiResponse {
		const { kinds, seed = 1, routes } = this.settings;
		if (kinds.length === 0 || routes?.some((one) => one === route) === false) return answer;
		const before = this.answered.get(route) ?? 0;
		this.answered.set(route, before + 1);
		const random = randomFrom(`${String(seed)}:${route}:${String(before)}`);
		return makeOdd(answer, shape, new Set(kinds), random);
	}
}
