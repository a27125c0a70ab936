import type { Step } from '../../../shared/host';
import type { StepLimits } from './step';

/** An action that is made when it is needed: a run needs one of them, and the description of the app needs all. */
export interface Action<Made> {
	readonly key: string;
	make(limits: StepLimits): Made;
}

/** The action for a step that the catalogue describes. */
export function actionFor<Made>({ key }: Step, make: Action<Made>['make']): Action<Made> {
	return { key, make };
}

/** Makes actions, by their keys and in their order. */
export function makeAll<Made>(actions: readonly Action<Made>[], limits: StepLimits): Record<string, Made> {
	return Object.fromEntries(actions.map((action) => [action.key, action.make(limits)]));
}
