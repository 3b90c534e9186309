// pollution (with=random seed=42): value "clean"
// Random numbers of an item do not depend on those of another.
() => Math.random() === 0.4711655944120139 ? "clean" : Math.random()
