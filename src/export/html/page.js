"use strict";
(() => {
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);
  const main = byId("roadmap");
  const items = all("li[data-id]", main);
  const parents = all("details.stage, details.topic", main);
  const told = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  // What the page was made with; ticks are kept as what differs from it.
  const made = new Map(items.map((item) => [item.dataset.id, item.dataset.status]));
  const place = "roadbook-progress:" + main.dataset.roadmap;
  const ticks = new Map();
  let keeps = true;
  const keep = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch (_) {
      keeps = false;
    }
  };
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch (_) {
      keeps = false;
      return null;
    }
  };

  // Local time with its offset, as the journal has it.
  const now = () => {
    const date = new Date();
    const two = (number) => String(Math.abs(number)).padStart(2, "0");
    const offset = -date.getTimezoneOffset();
    const local = new Date(date.getTime() + offset * 60000).toISOString().slice(0, 19);
    const hours = Math.trunc(offset / 60);
    return local + (offset < 0 ? "-" : "+") + two(hours) + ":" + two(offset % 60);
  };

  const show = (item) => {
    const tick = ticks.get(item.dataset.id);
    item.dataset.status = tick ? tick.status : made.get(item.dataset.id);
    item.querySelector("input").checked = item.dataset.status === "done";
    const state = item.querySelector(".state");
    if (state) {
      state.hidden = Boolean(tick);
    }
  };
  const count = (items) => {
    const counted = items.filter((item) => item.dataset.level === "resource" && item.dataset.status !== "skip");
    return [counted.filter((item) => item.dataset.status === "done").length, counted.length];
  };
  const tally = (bar, words, [done, of]) => {
    bar.max = Math.max(of, 1);
    bar.value = done;
    words.textContent = done + "/" + of;
  };
  const countAll = () => {
    for (const parent of parents) {
      tally(parent.querySelector("progress"), parent.querySelector(".count"), count(all("li[data-id]", parent)));
    }
    const required = items.filter((item) => !item.closest("[data-optional]"));
    tally(document.querySelector(".overall progress"), byId("overall"), count(required.length ? required : items));
    const words = ticks.size ? [told(main.dataset.ticked, { count: ticks.size })] : [];
    if (!keeps) {
      words.push(main.dataset.notKept);
    }
    byId("ticked").textContent = words.join(" ");
  };

  const stored = kept(place);
  if (stored) {
    try {
      for (const tick of JSON.parse(stored)) {
        if (made.has(tick.id) && (tick.status === "done" || tick.status === "todo") && made.get(tick.id) !== tick.status) {
          ticks.set(tick.id, { status: tick.status, at: String(tick.at) });
        }
      }
    } catch (_) {
      // What is not understood is left as it is until the next tick.
    }
  }

  main.addEventListener("change", (event) => {
    const item = event.target.closest("li[data-id]");
    if (!item) {
      return;
    }
    const status = event.target.checked ? "done" : "todo";
    if (made.get(item.dataset.id) === status || (status === "todo" && made.get(item.dataset.id) !== "done")) {
      ticks.delete(item.dataset.id);
    } else {
      ticks.set(item.dataset.id, { status, at: now() });
    }
    keep(place, JSON.stringify(Array.from(ticks, ([id, tick]) => ({ id, ...tick }))));
    show(item);
    countAll();
  });

  byId("download").addEventListener("click", () => {
    const nodes = items
      .filter((item) => ticks.has(item.dataset.id))
      .map((item) => ({
        id: item.dataset.id,
        url: item.dataset.url || null,
        title: item.dataset.title,
        status: ticks.get(item.dataset.id).status,
        at: ticks.get(item.dataset.id).at,
      }));
    const progress = {
      format: "roadbook-progress",
      version: 1,
      roadmap: main.dataset.roadmap,
      title: main.dataset.title,
      nodes,
    };
    const blob = new Blob([JSON.stringify(progress, null, 2) + "\n"], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = "roadbook-progress.json";
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  const [search, status, kind, core] = ["search", "status", "kind", "core"].map(byId);
  const haystacks = new Map(
    items.map((item) => [item, (item.textContent + " " + item.dataset.id + " " + (item.dataset.url || "")).toLowerCase()])
  );
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (item) =>
      words.every((word) => haystacks.get(item).includes(word)) &&
      (!status.value ||
        item.dataset.status === status.value ||
        (status.value === "open" && (item.dataset.status === "todo" || item.dataset.status === "doing"))) &&
      (!kind.value || item.dataset.kind === kind.value) &&
      (!core.checked || "core" in item.dataset);
    const asks = Boolean(words.length || status.value || kind.value || core.checked);
    let shown = 0;
    for (const item of items) {
      item.hidden = !fits(item);
      shown += item.hidden ? 0 : 1;
    }
    for (const parent of parents) {
      const empty = asks && !parent.querySelector("li[data-id]:not([hidden])");
      parent.hidden = empty;
      if (asks && !empty) {
        parent.open = true;
      }
    }
    byId("shown").textContent = asks ? told(main.dataset.shown, { shown, all: items.length }) : "";
  };
  search.addEventListener("input", filter);
  for (const control of [status, kind, core]) {
    control.addEventListener("change", filter);
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
  });

  const fold = (open) => parents.forEach((parent) => (parent.open = open));
  byId("fold").addEventListener("click", () => fold(false));
  byId("unfold").addEventListener("click", () => fold(true));
  // What is folded has no paper.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = parents.filter((parent) => !parent.open);
    fold(true);
  });
  addEventListener("afterprint", () => folded.forEach((parent) => (parent.open = false)));

  const dark = byId("dark");
  const root = document.documentElement;
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = kept("roadbook-theme");
  if (theme === "dark" || theme === "light") {
    root.dataset.theme = theme;
  }
  dark.setAttribute("aria-pressed", String(isDark()));
  dark.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    keep("roadbook-theme", root.dataset.theme);
    dark.setAttribute("aria-pressed", String(isDark()));
  });

  items.forEach(show);
  countAll();
})();
