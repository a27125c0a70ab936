import type { INodeProperties } from 'n8n-workflow';
import { columnsOf, listening, type ListeningField } from '../../../shared/host';
import { authentication } from '../parameters/credentials';
import { fieldParameter, optionsParameter } from '../parameters/fieldParameter';
import { simplifyParameter } from '../parameters/outputParameters';

const EVENTS: ListeningField = 'events';
const columns = columnsOf(listening);

/** Every parameter of the Kard Trigger node. */
export const triggerParameters: INodeProperties[] = [
	authentication,
	...columns.filter(({ key }) => key === EVENTS).map((column) => fieldParameter(column)),
	simplifyParameter(),
	...optionsParameter(columns.filter(({ key }) => key !== EVENTS)),
];
