// A hang must fail, a busy machine must not: stores of their own are started in hooks.
jest.setTimeout(60_000);
