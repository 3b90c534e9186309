// clocks: value ["Date.now() needs --allow clock","Date() needs --allow clock","new Date() needs --allow clock","Math.random() needs --allow random"]
// What is not given says so in words of ours, to the job, too.
() => {
  const { now } = Date;
  const { random } = Math;
  const { constructor } = new Date(0);
  const attempts = [() => now(), () => constructor(), () => new constructor(), () => random()];
  return attempts.map((attempt) => {
    try {
      return attempt();
    } catch (error) {
      return error.message;
    }
  });
}
