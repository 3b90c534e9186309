// threads: threw TypeError: Worker is not a constructor
// A job starts no thread.
() => new Worker("data:text/javascript,for(;;);", { type: "module" })
