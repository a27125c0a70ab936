/** Whether an answer of this status says yes. */
export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

/** Whether Kard may have done the work although it answered with an error of this status. */
export function leavesDoubt(status: number): boolean {
	return status >= 500 || status === 408;
}
