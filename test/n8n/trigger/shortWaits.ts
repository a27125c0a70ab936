import { systemClock } from '../../../shared';

/** Has chance choose no wait at all before a request is repeated, in each test of a file. */
export function shortWaits(): void {
	beforeEach(() => {
		jest.spyOn(systemClock, 'random').mockReturnValue(0);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
}
