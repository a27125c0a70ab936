import type { INodeProperties } from 'n8n-workflow';
import { fieldParameter } from '../nodes/Kard/parameters/fieldParameter';
import { columnsOf, connection } from '../shared/host';

/** The fields of the connection as fields of a credential. Secrets are hidden as passwords are. */
export const connectionFields: INodeProperties[] = columnsOf(connection).map((column) =>
	fieldParameter(column, {
		...(column.required ? { required: true } : {}),
		// Where a person has to choose, n8n must not have chosen for them.
		...(column.required && column.input === 'choice' ? { default: '' } : {}),
		...(column.sensitive ? { typeOptions: { password: true } } : {}),
	}),
);
