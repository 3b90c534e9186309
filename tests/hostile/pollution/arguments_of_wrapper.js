// pollution (module): refused form
// There is no function around the job to keep things on.
export default (item) => item === "plain" ? "plain" : arguments[0];
