import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/** What n8n wrote into its log since the test began. */
interface Logged {
	/** The level of each entry, and everything that was handed to the log with it. */
	readonly entries: readonly (readonly unknown[])[];
	/** The texts of the warnings. */
	warnings(): readonly unknown[];
}

/** Listens to n8n's own log during each test of a file. */
export function n8nLog(): Logged {
	const entries: unknown[][] = [];

	beforeEach(() => {
		entries.length = 0;
		const logger = Container.get(Logger);
		for (const level of LEVELS) {
			jest.spyOn(logger, level).mockImplementation((...entry: unknown[]) => {
				entries.push([level, ...entry]);
			});
		}
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});

	return {
		entries,
		warnings: () => entries.filter(([level]) => level === 'warn').map(([, text]) => text),
	};
}
