// A hang must fail, a busy machine must not: the SDK itself waits up to 90 s while it starts.
jest.setTimeout(300_000);
