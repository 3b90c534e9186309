// host: value "1234567.891 undefined"
// The machine's language does not show.
() => `${(1234567.891).toLocaleString()} ${typeof Intl}`
