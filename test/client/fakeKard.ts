/* Moved to test/support; goes when the last test has moved over. */
export * from '../support/scriptedKard';
export { startScriptedKard as fakeKard, type ScriptedKard as FakeKard } from '../support/scriptedKard';
export { objectLike, rejection, textLike } from '../support/expected';
export { close, listen } from '../support/server';
