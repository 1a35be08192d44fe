(() => {
  const one = id => document.getElementById(id);
  const query = one("q"), group = one("g"), level = one("s"), hazard = one("h");
  const text = node => node.textContent.toLowerCase();
  const caps = [...document.querySelectorAll(".cap")].map(node => ({
    node, group: node.dataset.g, text: text(node.querySelector("h3")), heads: [...node.querySelectorAll(":scope > h4")],
    rows: [...node.querySelectorAll(".row")].map(row => ({ node: row, text: text(row.querySelector("summary")) })),
    link: document.querySelector(`nav a[href="#${CSS.escape(node.id)}"]`),
  }));
  const types = [...document.querySelectorAll(".type")].map(node => ({ node, text: text(node.querySelector("h3")) }));
  const all = caps.reduce((sum, cap) => sum + cap.rows.length, 0) + types.length;
  const groups = [...document.querySelectorAll("h2[data-g], nav [data-g]")];

  const has = (list, word) => !word || (list || "").split(" ").includes(word);
  function filter() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = found => words.every(word => found.includes(word));
    const narrowed = level.value || hazard.value;
    let shown = 0;
    const alive = new Set();
    for (const cap of caps) {
      const here = !group.value || cap.group === group.value;
      let rows = 0;
      for (const row of cap.rows) {
        const fits = here && (matches(cap.text) || matches(cap.text + " " + row.text) && (matches(row.text) || words.some(word => row.text.includes(word))));
        const kept = fits && (!level.value || row.node.dataset.s === level.value) && has(row.node.dataset.h, hazard.value);
        row.node.hidden = !kept;
        rows += kept;
      }
      const visible = rows > 0 || (here && !narrowed && matches(cap.text));
      cap.node.hidden = !visible;
      if (cap.link) cap.link.hidden = !visible;
      for (const head of cap.heads) {
        let next = head.nextElementSibling;
        while (next && next.hidden && next.tagName !== "H4") next = next.nextElementSibling;
        head.hidden = !next || next.tagName === "H4";
      }
      if (visible) alive.add(cap.group);
      shown += rows;
    }
    let kinds = 0;
    for (const type of types) {
      const kept = !group.value && !level.value && matches(type.text) && has(type.node.dataset.h, hazard.value);
      type.node.hidden = !kept;
      kinds += kept;
    }
    one("device-types").hidden = kinds === 0;
    for (const head of groups) head.hidden = !alive.has(head.dataset.g);
    const active = words.length || group.value || narrowed;
    one("count").hidden = !active;
    one("count").textContent = COUNT.replace("{n}", shown + kinds).replace("{all}", all);
    one("none").hidden = shown + kinds + alive.size > 0;
    document.querySelector(".intro").hidden = Boolean(active);
    for (const select of [group, level, hazard]) select.classList.toggle("on", Boolean(select.value));
    remember();
  }
  function remember() {
    const state = new URLSearchParams();
    for (const field of [query, group, level, hazard]) if (field.value) state.set(field.id, field.value);
    const search = state.toString();
    try { history.replaceState(null, "", (search ? "?" + search : location.pathname) + location.hash); } catch { /* a file may not */ }
    one("lang").search = search;
    one("lang").hash = location.hash;
  }
  function clear() {
    for (const field of [query, group, level, hazard]) field.value = "";
    filter();
  }
  function open() {
    const target = location.hash.length > 1 && one(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden || target.closest("[hidden]")) clear();
    if (target.tagName === "DETAILS") target.open = true;
    target.scrollIntoView();
    one("lang").hash = location.hash;
  }
  query.addEventListener("input", filter);
  for (const select of [group, level, hazard]) select.addEventListener("change", () => { filter(); scrollTo(0, 0); });
  one("clear").addEventListener("click", () => { clear(); query.focus(); });
  addEventListener("hashchange", open);
  addEventListener("keydown", event => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === "Escape" && document.activeElement === query) {
      query.value ? clear() : query.blur();
    }
  });
  for (const row of document.querySelectorAll(".row")) row.addEventListener("toggle", () => {
    if (row.querySelector(".anchor")) return;
    const link = Object.assign(document.createElement("a"), { className: "anchor", href: "#" + row.id, textContent: LINK });
    row.lastElementChild.append(link);
  });
  const meanings = {};
  for (const sign of document.querySelectorAll(".legends dt > span")) meanings[sign.textContent] = sign.parentNode.nextElementSibling.textContent;
  for (const sign of document.querySelectorAll("summary .t > span, .type .t > span")) sign.title = [...(sign.className === "acc" ? sign.textContent : [sign.textContent])].map(word => meanings[word] || "").join(" ");

  const root = document.documentElement;
  try { if (localStorage.theme) root.dataset.theme = localStorage.theme; } catch { /* no storage, no memory */ }
  one("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.theme = root.dataset.theme; } catch { /* as above */ }
  });
  if ("IntersectionObserver" in window) {
    const seen = new IntersectionObserver(entries => {
      for (const entry of entries) {
        const cap = caps.find(each => each.node === entry.target);
        if (cap && cap.link) cap.link.classList.toggle("here", entry.isIntersecting);
      }
    }, { rootMargin: "-25% 0px -70% 0px" });
    for (const cap of caps) seen.observe(cap.node);
  }
  const state = new URLSearchParams(location.search);
  for (const field of [query, group, level, hazard]) field.value = state.get(field.id) || "";
  filter();
  open();
})();
