// files: value "undefined undefined"
// Nothing writes to disk behind the job's back.
() => `${typeof localStorage} ${typeof sessionStorage}`
