import type { INodePropertyOptions } from 'n8n-workflow';

/** What stands for an empty list, where choosing nothing means that nothing was said. */
export const NONE: INodePropertyOptions = { name: 'None', value: 'none' };
