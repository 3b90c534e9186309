// Finds where a line stops being JSON, as `JSON.parse` would. That makes an error each
// time, for which the engine copies the text and walks through the stack: a bad line costs
// as much as fifty good ones.

// A copy of its own: a guest's realm guards its methods later.
const charCode: (text: string, at: number) => number = Function.prototype.call
  .bind(String.prototype.charCodeAt);

/** There is no fault. */
export const NONE = -1;

/** There is one, and only `JSON.parse` says where. */
export const SOMEWHERE = -2;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const UPPER_E = 0x45;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The position of the fault in a line, {@linkcode NONE} or {@linkcode SOMEWHERE}. */
export function findFault(line: string): number {
  return new FaultFinder(line).find();
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** Goes through a line once, and keeps no value. */
class FaultFinder {
  #at = 0;
  /** Position of the fault, once there is one. */
  #fault = NONE;
  /** Whether each open bracket is that of an object, the innermost last. */
  readonly #open: boolean[] = [];
  readonly #line: string;

  constructor(line: string) {
    this.#line = line;
  }

  find(): number {
    do {
      if (!this.#value() || !this.#close()) return this.#fault;
    } while (this.#open.length > 0);
    this.#skip();
    return this.#at < this.#line.length ? this.#at : NONE;
  }

  /** NaN behind the end. */
  get #code(): number {
    return charCode(this.#line, this.#at);
  }

  #is(code: number): boolean {
    return this.#code === code;
  }

  #skip(): void {
    while (isSpace(this.#code)) this.#at++;
  }

  /** Notes a fault at the current position. */
  #stop(): false {
    this.#fault = this.#at;
    return false;
  }

  #doubt(): false {
    this.#fault = SOMEWHERE;
    return false;
  }

  /** Passes a value that holds none, or all that opens one that does. */
  #value(): boolean {
    for (;;) {
      this.#skip();
      const code = this.#code;
      if (code !== OPEN_OBJECT && code !== OPEN_ARRAY) return this.#plain(code);
      const isObject = code === OPEN_OBJECT;
      this.#at++;
      this.#skip();
      this.#open[this.#open.length] = isObject;
      if (this.#code === (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return true;
      if (isObject && !this.#name()) return false;
    }
  }

  /** Passes what closes after a value, up to the next value. */
  #close(): boolean {
    for (let depth = this.#open.length; depth > 0; depth--) {
      this.#skip();
      const isObject = this.#open[depth - 1] === true;
      const code = this.#code;
      if (code === COMMA) {
        this.#at++;
        this.#skip();
        return !isObject || this.#name();
      }
      if (code !== (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return this.#stop();
      this.#at++;
      this.#open.length = depth - 1;
    }
    return true;
  }

  #name(): boolean {
    if (!this.#is(QUOTE)) return this.#stop();
    if (!this.#string()) return false;
    this.#skip();
    if (!this.#is(COLON)) return this.#stop();
    this.#at++;
    return true;
  }

  #plain(code: number): boolean {
    if (code === QUOTE) return this.#string();
    if (code === MINUS || isDigit(code)) return this.#number();
    if (code === 0x74) return this.#word("true");
    if (code === 0x66) return this.#word("false");
    return code === 0x6e ? this.#word("null") : this.#stop();
  }

  #word(word: string): boolean {
    for (let at = 0; at < word.length; at++, this.#at++) {
      if (this.#code !== charCode(word, at)) return this.#stop();
    }
    return true;
  }

  #string(): boolean {
    for (;;) {
      this.#at++;
      const code = this.#code;
      if (code === QUOTE) {
        this.#at++;
        return true;
      }
      if (code === BACKSLASH && this.#escape()) continue;
      if (code >= 0x20 && code !== BACKSLASH) continue;
      // Its end, a control character, or an escape that is none.
      return this.#at >= this.#line.length ? this.#stop() : this.#doubt();
    }
  }

  /** Goes to the last character of an escape; false if it is none. */
  #escape(): boolean {
    const code = charCode(this.#line, this.#at + 1);
    if (code === 0x75) {
      for (let digit = 2; digit < 6; digit++) {
        if (!isHex(charCode(this.#line, this.#at + digit))) return false;
      }
      this.#at += 5;
      return true;
    }
    if (!isEscaped(code)) return false;
    this.#at++;
    return true;
  }

  #number(): boolean {
    if (this.#code === MINUS) this.#at++;
    const isZero = this.#code === ZERO;
    if (!this.#digits()) return this.#doubt();
    if (isZero && isDigit(charCode(this.#line, this.#at - 1))) {
      // Nothing but one zero begins with one.
      const isLong = this.#at > 1 &&
        isDigit(charCode(this.#line, this.#at - 2));
      if (isLong) return this.#doubt();
    }
    if (this.#code === DOT) {
      this.#at++;
      if (!this.#digits()) return this.#doubt();
    }
    if ((this.#code & 0xdf) !== UPPER_E) return true;
    this.#at++;
    if (this.#code === PLUS || this.#code === MINUS) this.#at++;
    return this.#digits() || this.#doubt();
  }

  #digits(): boolean {
    const start = this.#at;
    while (isDigit(this.#code)) this.#at++;
    return this.#at > start;
  }
}

function isHex(code: number): boolean {
  const letter = code & 0xdf;
  return isDigit(code) || letter >= 0x41 && letter <= 0x46;
}

/** `"`, `\`, `/`, `b`, `f`, `n`, `r` or `t`. */
function isEscaped(code: number): boolean {
  switch (code) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return true;
    default:
      return false;
  }
}
