/* Moved to test/support; goes when the last test has moved over. */
export { fakeClock as testClock, type FakeClock as TestClock } from '../support/clock';
