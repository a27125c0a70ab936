import type { FormNames } from '../../../shared/host';

/** Where a person finds on the form of the node what mends a row. */
export const FORM: FormNames = {
	defaultFor: (field) => `Default Values → ${field}`,
	byHand: 'Columns → Map by Hand',
};
