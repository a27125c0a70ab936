import type { ApiResponse } from '../http/apiResponse';
import type { Endpoint } from '../routes/endpoint';
import type { OdditySettings } from './kinds';
import { makeOdd } from './makeOdd';
import { randomFrom } from './random';

/** How odd the responses of a sandbox are at this moment. */
export class CurrentOddities {
	private readonly initial: OdditySettings;
	private readonly responded = new Map<string, number>();
	/** How odd they are. */
	settings: OdditySettings;

	constructor(initial: OdditySettings = { kinds: [] }) {
		this.initial = initial;
		this.settings = initial;
	}

	/** Makes responses odd in this way from now on. */
	change(settings: OdditySettings): void {
		this.settings = settings;
		this.responded.clear();
	}

	/** Goes back to how it began. */
	restore(): void {
		this.change(this.initial);
	}

	/** Makes a response as odd as it is to be: the same way for the same seed, route and number of responses before it. */
	applyTo(response: ApiResponse, { route, shape }: Endpoint): ApiResponse {
		const { kinds, seed = 1, routes } = this.settings;
		if (kinds.length === 0 || routes?.some((one) => one === route) === false) return response;
		const before = this.responded.get(route) ?? 0;
		this.responded.set(route, before + 1);
		const random = randomFrom(`${String(seed)}:${route}:${String(before)}`);
		return makeOdd(response, shape, new Set(kinds), random);
	}
}
