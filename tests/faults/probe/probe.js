/**
 * Runs in the background before the extension's own code, and stands before and behind every call
 * to the outside world: the browser's APIs and HTTP. At one place that the test names (`brake.ts`)
 * it stops everything: that call is not made, or its answer is not delivered, and neither is
 * anything else from then on. So the background can be killed at that very await.
 *
 * Here, and not from a debugger: what the background does in its first moments counts as well, and
 * the polyfill keeps a method from its first use on. The counting is done here too: a question to
 * the test at every call made the extension slow enough to take other ways.
 */
(() => {
  const BRAKE = '__BRAKE__';
  const BOOT = crypto.randomUUID();
  const realFetch = globalThis.fetch.bind(globalThis);
  const RealXhr = globalThis.XMLHttpRequest;
  const NEVER = new Promise(() => {});

  /** The latest order: where to stop, or null. Known a few milliseconds after the start. */
  let stop = null;
  let calls = [];
  let counted = new Map();
  let frozen = false;
  const troubles = [];

  async function tell(path, signal = null) {
    const answer = await realFetch(`${BRAKE}/${path}?boot=${BOOT}`, {
      method: 'POST',
      body: JSON.stringify({ calls, troubles }),
      cache: 'no-store',
      signal,
    });
    return answer.json();
  }

  let ready = boot();
  void ready.then(async () => {
    for (;;) await obey('next');
  }, NOTHING);

  function NOTHING() {
    // The test is over: everything goes on as it would without it.
    ready = null;
  }

  /**
   * Asks again after a second: where a request of a page wakes Firefox's background, the answer to a
   * request that the background makes before it has come up is sometimes never delivered (measured: the
   * brake has answered, and all that waits for it hangs until the background is ended).
   */
  async function boot() {
    for (;;) {
      const signal = AbortSignal.timeout(1000);
      try {
        await obey('boot', signal);
        return;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  async function obey(path, signal) {
    const order = await tell(path, signal);
    if (path === 'boot') ready = null;
    if (order.do === 'report') return;
    stop = order.stop;
    calls = [];
    counted = new Map();
  }

  function isStop(call, moment) {
    if (stop === null || stop.moment !== moment) return false;
    return stop.name === undefined
      ? stop.nth === call.index
      : stop.name === call.name && stop.nth === call.nth;
  }

  /** Resolves to what `after` wants to know; never once everything stands still. */
  async function before(name) {
    if (ready !== null) await ready.catch(NOTHING);
    const nth = (counted.get(name) ?? 0) + 1;
    counted.set(name, nth);
    const call = { name, nth, index: calls.length + 1 };
    calls.push(call);
    await pass(call, 'before');
    return call;
  }

  function after(call) {
    // One that was under way when counting began anew is not one of those that are counted.
    return pass(calls.includes(call) ? call : { name: '', nth: 0, index: 0 }, 'after');
  }

  async function pass(call, moment) {
    if (!frozen && isStop(call, moment)) {
      frozen = true;
      void tell('reached').catch(NOTHING);
    }
    if (frozen) await NEVER;
  }

  /** Which keys, which alarm: what tells two calls of one method apart. Never an origin or a port. */
  function detail(method, args) {
    const [first] = args;
    if (/^storage\..*\.(get|remove)$/.test(method)) return `(${[first].flat().map(short)})`;
    if (/^storage\..*\.set$/.test(method)) return `(${Object.keys(first ?? {}).map(short)})`;
    return '';
  }

  function short(key) {
    return String(key).replace(/:.*$/s, ':…');
  }

  function brakeMethod(api, path, key) {
    const real = api[key];
    const method = `${path}.${key}`;
    const braked = (...given) => {
      const callback = typeof given.at(-1) === 'function' ? given.at(-1) : null;
      const args = callback === null ? given : given.slice(0, -1);
      const name = method + detail(method, args);
      if (callback === null) {
        return before(name).then(async (call) => {
          try {
            return await Reflect.apply(real, api, args);
          } finally {
            await after(call);
          }
        });
      }
      void before(name).then((call) => {
        Reflect.apply(real, api, [
          ...args,
          (...results) => {
            // The error of a call can be read while its callback runs, and never later.
            if (chrome.runtime.lastError) callback(...results);
            else void after(call).then(() => callback(...results));
          },
        ]);
      });
      return undefined;
    };
    try {
      Object.defineProperty(api, key, { value: braked, configurable: true, writable: true });
    } catch {
      api[key] = braked;
    }
    if (api[key] !== braked) troubles.push(`${method} cannot be replaced`);
  }

  const root = globalThis.browser?.runtime?.id === undefined ? chrome : globalThis.browser;
  const namespaces = [
    'storage.local',
    'storage.session',
    'declarativeNetRequest',
    'tabs',
    'alarms',
    'action',
    'windows',
    'permissions',
    'scripting',
    'notifications',
    'webNavigation',
  ];
  for (const path of namespaces) {
    const api = path.split('.').reduce((object, key) => object?.[key], root);
    if (api === undefined) continue;
    for (const key in api) if (typeof api[key] === 'function') brakeMethod(api, path, key);
  }
  for (const key of ['sendMessage', 'getPlatformInfo']) brakeMethod(root.runtime, 'runtime', key);
  // Firefox has both names, and the extension may use either.
  if (root !== chrome) {
    for (const path of namespaces) {
      const names = path.split('.');
      const last = names.pop();
      const parent = names.reduce((object, key) => object?.[key], chrome);
      const api = names.concat(last).reduce((object, key) => object?.[key], root);
      if (parent?.[last] !== undefined && api !== undefined && parent[last] !== api) {
        Object.defineProperty(parent, last, { value: api, configurable: true });
      }
    }
  }

  function nameOf(method, url, body) {
    const { pathname } = new URL(url, location.href);
    if (pathname !== '/json_rpc') return `${method} ${pathname}`;
    try {
      return `wallet ${JSON.parse(body).method}`;
    } catch {
      return `wallet ?`;
    }
  }

  // A body that is read, or copied to be read, cannot be sent over HTTP/1 any more: it is noted down
  // while it is still a text.
  const bodies = new WeakMap();
  globalThis.Request = new Proxy(Request, {
    construct(RealRequest, args, target) {
      const request = Reflect.construct(RealRequest, args, target);
      const body = args[1]?.body;
      bodies.set(request, ArrayBuffer.isView(body) ? new TextDecoder().decode(body) : body);
      return request;
    },
  });

  globalThis.fetch = async (input, init) => {
    const isRequest = input instanceof Request;
    const method = init?.method ?? (isRequest ? input.method : 'GET');
    const body = isRequest ? bodies.get(input) : init?.body;
    const url = isRequest ? input.url : String(input);
    const call = await before(nameOf(method, url, body));
    try {
      return await realFetch(input, init);
    } finally {
      await after(call);
    }
  };

  if (RealXhr !== undefined) {
    const EVENTS = ['readystatechange', 'progress', 'load', 'error', 'timeout', 'abort', 'loadend'];
    globalThis.XMLHttpRequest = class XMLHttpRequest extends RealXhr {
      #target = ['GET', ''];
      #call = null;
      #free = true;
      #kept = [];
      #shown = null;

      constructor() {
        super();
        // In the constructor, so that no listener of the extension comes before.
        for (const type of EVENTS) this.addEventListener(type, (event) => this.#keep(event));
      }

      get readyState() {
        return this.#shown ?? super.readyState;
      }

      open(method, url, ...rest) {
        this.#target = [method, url];
        super.open(method, url, ...rest);
      }

      send(body = null) {
        this.#free = false;
        this.#call = null;
        void before(nameOf(...this.#target, body)).then((call) => {
          if (this.#free) return;
          this.#call = call;
          super.send(body);
        });
      }

      abort() {
        this.#free = true;
        this.#kept = [];
        super.abort();
      }

      #keep(event) {
        if (this.#free || this.#call === null || !event.isTrusted || super.readyState === 1) return;
        event.stopImmediatePropagation();
        this.#kept.push([event, super.readyState]);
        if (this.#kept.length > 1) return;
        void after(this.#call).then(() => {
          // What comes while these are told again must come after them.
          for (let next = this.#kept.shift(); next !== undefined; next = this.#kept.shift()) {
            const [{ type, loaded, total, lengthComputable }, state] = next;
            this.#shown = state;
            const again =
              type === 'readystatechange'
                ? new Event(type)
                : new ProgressEvent(type, { loaded, total, lengthComputable });
            this.dispatchEvent(again);
            this.#shown = null;
          }
          this.#free = true;
        });
      }
    };
  }
})();
