import type { IDisplayOptions } from 'n8n-workflow';
import { offeredTypes, type BulkOperation } from '../../../shared/host';

/** The conditions on which a parameter is shown, and further ones. */
export function shownFor(
	{ show, ...others }: IDisplayOptions,
	more: NonNullable<IDisplayOptions['show']>,
): IDisplayOptions {
	return { ...others, show: { ...show, ...more } };
}

/** The types of row that an operation offers. */
export function typesOf({ rows }: BulkOperation): string[] {
	return offeredTypes(rows).map(({ type }) => type);
}

/** The conditions on which a parameter is shown that differs between the types of row. */
export function forType(
	{ rowType }: BulkOperation,
	type: string,
	displayOptions: IDisplayOptions,
): IDisplayOptions {
	return rowType ? shownFor(displayOptions, { [rowType.key]: [type] }) : displayOptions;
}
