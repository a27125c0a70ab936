import { withMessage, type ErrorCode, type KardError } from '../errors';
import type { Failure } from './failures';
import type { FailedRow } from './result';

/** What a person reads of a row that failed. */
export function messageOf(index: number, { field, reason }: Pick<Failure, 'field' | 'reason'>): string {
	const place = field === undefined ? '' : `, ${field}`;
	return `Row ${String(index + 1)}${place}: ${reason}`;
}

/**
 * A row that failed. Its error is made when somebody looks at it: an error with its stack costs more than all else about
 * a row, and who shows rows shows their words.
 */
class RowWithLateError implements FailedRow {
	readonly row: number;
	readonly field?: string;
	readonly reason: string;
	readonly code: ErrorCode;
	readonly outcomeUnknown: boolean;
	readonly notes?: readonly string[];
	declare readonly error: KardError;
	#failure: Failure | undefined;
	#error: KardError | undefined;

	constructor(
		readonly index: number,
		readonly id: string | undefined,
		failure: Failure,
		notes: readonly string[] | undefined,
	) {
		this.row = index + 1;
		if (failure.field !== undefined) this.field = failure.field;
		this.reason = failure.reason;
		this.code = failure.code;
		this.outcomeUnknown = failure.outcomeUnknown ?? false;
		if (notes !== undefined) this.notes = notes;
		this.#failure = failure;
		Object.defineProperty(this, 'error', RowWithLateError.errorProperty);
	}

	/** The row's own property, so that whoever copies or prints a row has its error. */
	private static readonly errorProperty: PropertyDescriptor & ThisType<RowWithLateError> = {
		enumerable: true,
		get() {
			return this.errorOnce();
		},
	};

	private errorOnce(): KardError | undefined {
		const failure = this.#failure;
		if (failure !== undefined) {
			this.#error = withMessage(failure.cause(), messageOf(this.index, failure), this.outcomeUnknown);
			this.#failure = undefined;
		}
		return this.#error;
	}
}

/** A row that failed, as the result has it. */
export function failedRow(
	index: number,
	id: string | undefined,
	failure: Failure,
	notes?: readonly string[],
): FailedRow {
	return new RowWithLateError(index, id, failure, notes);
}
