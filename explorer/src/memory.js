// What GraphiQL remembers: in this tab of the browser, for each viewer apart, until he signs out.

/** A storage as browsers have it, and `end`, after which nothing is kept and nothing comes back. */
export function memoryOf(viewer) {
  const own = (key) => `${viewer.email} ${key}`;
  let isOver = false;
  return {
    get length() {
      return sessionStorage.length;
    },
    getItem: (key) => sessionStorage.getItem(own(key)),
    removeItem: (key) => sessionStorage.removeItem(own(key)),
    clear: () => sessionStorage.clear(),
    setItem(key, value) {
      // GraphiQL writes late: what was typed last would come after the end.
      if (!isOver) sessionStorage.setItem(own(key), value);
    },
    end() {
      isOver = true;
      sessionStorage.clear();
    },
  };
}
