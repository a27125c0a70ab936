/** Outside of a test Zapier's core prints its use of memory for each run. It looks at this when it is loaded. */
process.env.NODE_ENV ??= 'test';
