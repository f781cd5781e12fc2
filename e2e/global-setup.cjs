/** Components that the suites need: found, or installed by the project's own set-up. */
module.exports = async () => {
  const { chromium } = await import('../scripts/steps/chromium.mjs');
  const { SDK_VERSIONS, otherTrackersPython, wandbPython } = await import('../scripts/steps/wandb-sdk.mjs');
  const { prepare } = await import('../scripts/steps/prepare.mjs');
  await prepare();
  process.env.RUNSTEAD_TEST_CHROMIUM = await chromium();
  for (const version of SDK_VERSIONS) process.env[`RUNSTEAD_TEST_PYTHON_${version}`] = await wandbPython(version);
  process.env.RUNSTEAD_TEST_PYTHON_OTHER_TRACKERS = await otherTrackersPython();
};
