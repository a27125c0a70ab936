import mapValues from 'lodash/mapValues';
import { z } from 'zod/v4';
import type { AnyOperation } from '../catalogue/description/operation';
import { KardValidationError } from '../errors';
import { isBlank } from '../fields/cell';
import type { Column } from '../fields/columns';
import { settings, settingsFor } from './operationSettings';

const chosen = z.object(settings).partial();

/** What a person chose, as the client takes it. */
interface ChosenSettings extends Omit<z.output<typeof chosen>, 'replaceAllAttributes'> {
	readonly attributes: 'merge' | 'replace';
}

/** A form may hold a yes or no as a text. */
function asChosen(value: unknown): unknown {
	return value === 'true' || value === 'false' ? value === 'true' : value;
}

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

function wrongChoice(path: string, title: string, message: string): KardValidationError {
	return new KardValidationError(`${title}: ${message}`, [{ path, message }]);
}

/** @throws KardValidationError for a setting that nobody has chosen and that nobody can choose for the person */
function checkChosen(columns: readonly Column[], given: Readonly<Record<string, unknown>>): void {
	const open = columns.find(({ key, required }) => required && isBlank(given[key]));
	if (open === undefined) return;
	const choices = Object.values(open.choices).join(' or ');
	throw wrongChoice(open.key, open.title, `is not chosen. Choose ${choices}.`);
}

/**
 * Reads what a person chose for an operation.
 * @throws KardValidationError that names the setting by its label, for a value that it cannot have, and for one that must
 * be chosen and is not
 */
export function readSettings(
	operation: AnyOperation,
	given: Readonly<Record<string, unknown>>,
): ChosenSettings {
	checkChosen(settingsFor(operation), given);
	const parsed = chosen.safeParse(mapValues(given, asChosen));
	if (parsed.success) {
		const { replaceAllAttributes = false, ...others } = parsed.data;
		return { ...others, attributes: replaceAllAttributes ? 'replace' : 'merge' };
	}
	const [issue] = parsed.error.issues;
	const path = String(issue?.path[0]);
	const title = settingsFor(operation).find(({ key }) => key === path)?.title ?? path;
	throw wrongChoice(path, title, complaint(issue));
}
