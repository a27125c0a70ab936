import { z } from 'zod/v4';
import { KardValidationError } from '../errors';
import { settings } from './settings';
import type { AnyOperation } from '../catalogue/operation';
import { settingsFor } from './settingsFor';

const chosen = z.object(settings).partial();

/** What a person chose, by the name of the setting. */
export type ChosenSettings = z.output<typeof chosen>;

function complaint(issue: z.core.$ZodIssue | undefined): string {
	switch (issue?.code) {
		case 'too_big':
			return `at most ${String(issue.maximum)} is possible. Enter a smaller number.`;
		case 'too_small':
			return `at least ${String(issue.minimum)} is needed. Enter a larger number.`;
		default:
			return 'has a value that it cannot have. Choose or enter another one.';
	}
}

/**
 * Reads what a person chose for an operation.
 * @throws KardValidationError that names the setting by its label, for a value that it cannot have
 */
export function readSettings(
	operation: AnyOperation,
	given: Readonly<Record<string, unknown>>,
): ChosenSettings {
	const parsed = chosen.safeParse(given);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const path = String(issue?.path[0]);
	const title = settingsFor(operation).find(({ key }) => key === path)?.title ?? path;
	const message = complaint(issue);
	throw new KardValidationError(`${title}: ${message}`, [{ path, message }]);
}
