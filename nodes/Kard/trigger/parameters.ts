import type { INodeProperties } from 'n8n-workflow';
import { columnsOf, listening, type ListeningField } from '../../../shared/index';
import { authentication, simplifyParameter } from '../parameters/common';
import { fieldCollection, fieldParameter } from '../parameters/fieldParameter';
import { PARAMETERS } from '../parameters/names';

const EVENTS: ListeningField = 'events';
const columns = columnsOf(listening);

/** Every parameter of the Kard Trigger node. */
export const triggerParameters: INodeProperties[] = [
	authentication,
	...columns.filter(({ key }) => key === EVENTS).map((column) => fieldParameter(column)),
	simplifyParameter(),
	fieldCollection(
		columns.filter(({ key }) => key !== EVENTS),
		{ displayName: 'Options', name: PARAMETERS.options, placeholder: 'Add option' },
	),
];
